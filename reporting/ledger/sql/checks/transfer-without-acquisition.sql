-- What did a Party send that a receiver with a complete record does not have?
--
-- provision:  2/CMA.3 annex, para. 33
-- examined:   one row per transfer between two Parties
-- found:      counterpart, year, first, last, quantity
--
-- A row of both sides by one recorder is no mirror; issuances into another Party's registry have none.
-- name: examined
SELECT e.*
FROM entries AS e
LEFT JOIN other_holders AS o ON e.to_party = o.party
WHERE e.kind = 'transfer' AND e.from_party <> e.to_party AND o.party IS NULL;

-- name: faults
WITH pieces AS (
    SELECT *, concat_ws('|', counterpart, CAST(year AS VARCHAR)) AS alike
    FROM unmatched_movements
    WHERE kind = 'transfer' AND is_complete
),

longest AS (SELECT * FROM merged_ranges)

SELECT l.entry, p.counterpart, p.year, l.first, l.stop - 1 AS last, l.stop - l.first AS quantity
FROM longest AS l
INNER JOIN pieces AS p ON l.entry = p.entry AND l.scope = p.scope AND l.alike = p.alike AND l.first = p.first;

-- name: counterpart-silent
SELECT DISTINCT entry, counterpart, year
FROM unmatched_movements
WHERE kind = 'transfer' AND NOT is_complete;

-- name: serials-unknown
SELECT entry
FROM movements_abroad
WHERE kind = 'transfer' AND line = 'pool' AND NOT is_matched AND NOT is_by_one_recorder;

-- name: mirror-not-independent
SELECT DISTINCT entry, recorder
FROM movements_abroad
WHERE is_by_one_recorder;
