-- Which rows does more than one row correct?
--
-- provision:  House rule: a correction takes the place of one row
-- examined:   one row per correction of a row of the record
-- found:      event, number
-- name: examined
SELECT t.entry, t._package, t.corrects, t.recorded_by, c.recorded_by AS first_recorder
FROM transfers AS t
INNER JOIN transfers AS c ON t._package = c._package AND t.corrects = c.transfer_id;

-- name: faults
WITH counted AS (
    SELECT entry, corrects AS event, count(*) OVER (PARTITION BY _package, corrects) AS number
    FROM examined
)

SELECT entry, event, number
FROM counted
WHERE number > 1;
