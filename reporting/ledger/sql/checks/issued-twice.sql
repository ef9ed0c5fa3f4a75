-- Which units are issued that an earlier issuance has?
--
-- provision:  2/CMA.3 annex, para. 33
-- examined:   one row per issuance
-- found:      first, last; other (the row that issued them first)
-- unverifiable: serials-unknown, numbering-mixed
-- name: examined
SELECT *
FROM entries
WHERE kind = 'issuance';

-- name: faults
WITH issued AS (
    SELECT
        entry,
        scope,
        first,
        stop,
        turn,
        min(turn) OVER (PARTITION BY scope, first) AS issue,
        first_value(entry) OVER (PARTITION BY scope, first ORDER BY turn) AS issued_as
    FROM unit_status
    WHERE kind = 'issuance' AND line <> 'pool'
),

pieces AS (
    SELECT entry, scope, CAST(issued_as AS VARCHAR) AS alike, first, stop, issued_as
    FROM issued
    WHERE turn > issue
),

longest AS (SELECT * FROM merged_ranges)

SELECT l.entry, l.first, l.stop - 1 AS last, n.row_name AS other
FROM longest AS l
INNER JOIN pieces AS p ON l.entry = p.entry AND l.scope = p.scope AND l.alike = p.alike AND l.first = p.first
INNER JOIN row_names AS n ON p.issued_as = n.entry;
