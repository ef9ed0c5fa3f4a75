-- Which units were used for a year of another NDC period than that of their vintage?
--
-- provision:  2/CMA.3 annex, para. 8(b)
-- examined:   one row per event and interval of 2021 or later, used for a year within an NDC period
-- found:      vintage, use_year, first_year, last_year, units
-- name: examined
SELECT u.*, p.first_year, p.last_year, r.vintage
FROM uses_towards_ndcs AS u
INNER JOIN use_periods AS p ON u.used_by = p.used_by AND u.use_year = p.use_year
INNER JOIN recorded AS r ON u.entry = r.entry
WHERE u.era = 'paris';

-- name: faults
WITH pieces AS (
    SELECT
        *,
        concat_ws(
            '|',
            CAST(vintage AS VARCHAR),
            CAST(use_year AS VARCHAR),
            CAST(first_year AS VARCHAR),
            CAST(last_year AS VARCHAR)
        ) AS alike
    FROM examined
    WHERE vintage < first_year OR vintage > last_year
),

longest AS (SELECT * FROM merged_ranges)

SELECT l.entry, p.vintage, p.use_year, p.first_year, p.last_year, l.units
FROM longest AS l
INNER JOIN pieces AS p ON l.entry = p.entry AND l.scope = p.scope AND l.alike = p.alike AND l.first = p.first;
