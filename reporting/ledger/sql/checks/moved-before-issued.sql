-- Which events come before the issuance of their units, or on units that nothing opened?
--
-- provision:  2/CMA.3 annex, para. 33
-- examined:   one row per event
-- found:      first, last
-- unverifiable: serials-unknown, numbering-mixed
-- name: examined
SELECT *
FROM entries
WHERE kind <> 'issuance';

-- name: faults
WITH issued AS (
    SELECT scope, first, min(turn) AS issue
    FROM unit_status
    WHERE kind = 'issuance' AND line <> 'pool'
    GROUP BY scope, first
),

pieces AS (
    SELECT u.entry, u.scope, '' AS alike, u.first, u.stop
    FROM unit_status AS u
    LEFT JOIN issued AS i ON u.scope = i.scope AND u.first = i.first
    LEFT JOIN mixed_scopes AS m ON u.scope = m.scope
    WHERE
        u.line <> 'pool' AND m.scope IS NULL
        AND (u.turn < i.issue OR (i.scope IS NULL AND NOT u.is_opened))
),

longest AS (SELECT * FROM merged_ranges)

SELECT entry, first, stop - 1 AS last
FROM longest;
