-- Which events fall on units that had already been retired or cancelled?
--
-- provision:  2/CMA.3 annex, para. 33
-- examined:   one row per event
-- found:      first, last; ended, ended_on (the kind and day of the event that ended them); other (its row)
-- unverifiable: serials-unknown, numbering-mixed
--
-- A unit ends once: what is retired for an NDC, for another purpose, or cancelled can be counted by nobody else.
-- name: examined
SELECT *
FROM entries
WHERE kind <> 'issuance';

-- name: faults
WITH ended AS (
    SELECT scope, first, entry AS ended_as, kind AS ended, date AS ended_on
    FROM unit_status
    WHERE
        line <> 'pool' AND ended_before IS NULL
        AND kind IN ('retirement', 'cancellation', 'voluntary_cancellation')
),

pieces AS (
    SELECT
        u.entry,
        u.scope,
        concat_ws('|', CAST(e.ended_as AS VARCHAR), e.ended, CAST(e.ended_on AS VARCHAR)) AS alike,
        u.first,
        u.stop,
        e.ended_as,
        e.ended,
        e.ended_on
    FROM unit_status AS u
    INNER JOIN ended AS e ON u.scope = e.scope AND u.first = e.first
    WHERE u.ended_before IS NOT NULL
),

longest AS (SELECT * FROM merged_ranges)

SELECT l.entry, p.ended, p.ended_on, l.first, l.stop - 1 AS last, n.row_name AS other
FROM longest AS l
INNER JOIN pieces AS p ON l.entry = p.entry AND l.scope = p.scope AND l.alike = p.alike AND l.first = p.first
INNER JOIN row_names AS n ON p.ended_as = n.entry;
