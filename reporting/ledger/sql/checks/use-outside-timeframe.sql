-- Which units were used outside the years that the version which holds allows?
--
-- provision:  4/CMA.6 annex II, table 2
-- examined:   one row per event and interval used for a purpose, under a version that limits the years of use
-- found:      authorization, year, earliest, latest, units
-- name: examined
SELECT
    u.*,
    v.use_first AS earliest,
    v.use_last AS latest,
    coalesce(u.use_year, CAST(year(u.date) AS BIGINT)) AS year
FROM purposeful_ends AS u
INNER JOIN authorization_terms AS v
    ON u.host = v.party AND u.held_id = v.authorization_id AND u.held_version = v.version
WHERE v.use_first IS NOT NULL OR v.use_last IS NOT NULL;

-- name: faults
WITH pieces AS (
    SELECT
        *,
        concat_ws(
            chr(31),
            held_id,
            CAST(year AS VARCHAR),
            coalesce(CAST(earliest AS VARCHAR), ''),
            coalesce(CAST(latest AS VARCHAR), '')
        ) AS alike
    FROM examined
    WHERE year < earliest OR year > latest
),

longest AS (SELECT * FROM merged_ranges)

SELECT l.entry, p.held_id AS "authorization", p.year, p.earliest, p.latest, l.units
FROM longest AS l
INNER JOIN pieces AS p ON l.entry = p.entry AND l.scope = p.scope AND l.alike = p.alike AND l.first = p.first;
