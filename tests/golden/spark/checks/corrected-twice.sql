-- examined
SELECT t.entry, t._package, t.corrects, t.recorded_by, c.recorded_by AS first_recorder FROM transfers AS t INNER JOIN transfers AS c ON t._package = c._package AND t.corrects = c.transfer_id

-- faults
WITH examined AS (SELECT t.entry, t._package, t.corrects, t.recorded_by, c.recorded_by AS first_recorder FROM transfers AS t INNER JOIN transfers AS c ON t._package = c._package AND t.corrects = c.transfer_id), counted AS (SELECT entry, corrects AS event, COUNT(*) OVER (PARTITION BY _package, corrects) AS number FROM examined) SELECT * FROM (SELECT entry, event, number FROM counted WHERE number > 1) AS answer
