-- Which units were used for a year before that of their mitigation outcome?
--
-- provision:  2/CMA.3 annex, para. 8(b)
-- examined:   one row per event and interval retired towards an NDC for a stated year, of a known vintage
-- found:      use_year, vintage, units
--
-- Such a use is refused: it counts for no year.
-- name: examined
SELECT u.*, s.vintage
FROM unit_status AS u
INNER JOIN scopes AS s ON u.scope = s.scope
WHERE
    u.kind = 'retirement' AND u.purpose = 'NDC' AND u.era = 'paris' AND u.use_year IS NOT NULL
    AND s.vintage IS NOT NULL;

-- name: faults
WITH pieces AS (
    SELECT
        entry,
        scope,
        concat_ws('|', CAST(use_year AS VARCHAR), CAST(vintage AS VARCHAR)) AS alike,
        first,
        stop,
        use_year,
        vintage
    FROM examined
    WHERE use_year < vintage
),

longest AS (SELECT * FROM merged_ranges)

SELECT l.entry, p.use_year, p.vintage, l.units
FROM longest AS l
INNER JOIN pieces AS p ON l.entry = p.entry AND l.scope = p.scope AND l.alike = p.alike AND l.first = p.first;
