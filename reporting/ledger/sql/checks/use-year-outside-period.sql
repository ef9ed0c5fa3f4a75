-- Which units were used for a year outside the NDC periods of the Party?
--
-- provision:  2/CMA.3 annex, para. 8(b)
-- examined:   one row per event and interval retired for the NDC of a Party that is not the host
-- found:      party, use_year, units
-- name: examined
SELECT *
FROM uses_towards_ndcs;

-- name: faults
WITH known AS (
    SELECT DISTINCT party
    FROM ndcs
),

pieces AS (
    SELECT
        e.entry,
        e.scope,
        concat_ws('|', e.used_by, coalesce(CAST(e.use_year AS VARCHAR), '')) AS alike,
        e.first,
        e.stop,
        e.used_by,
        e.use_year
    FROM examined AS e
    INNER JOIN known AS k ON e.used_by = k.party
    LEFT JOIN use_periods AS p ON e.used_by = p.used_by AND e.use_year = p.use_year
    WHERE p.used_by IS NULL
),

longest AS (SELECT * FROM merged_ranges)

SELECT l.entry, p.used_by AS party, p.use_year, l.units
FROM longest AS l
INNER JOIN pieces AS p ON l.entry = p.entry AND l.scope = p.scope AND l.alike = p.alike AND l.first = p.first;

-- name: period-unknown
SELECT DISTINCT e.entry, e.used_by AS counterpart
FROM examined AS e
LEFT JOIN ndcs AS n ON e.used_by = n.party
WHERE n.party IS NULL;
