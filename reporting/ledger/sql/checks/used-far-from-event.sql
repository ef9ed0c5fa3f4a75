-- Which units were used for a year more than two years from the event?
--
-- provision:  2/CMA.3 annex, para. 8(b)
-- examined:   one row per event and interval retired towards an NDC on a known day for a stated year, which is not
--             before the vintage, nor outside the NDC periods of the Party
-- found:      use_year, date, units
--
-- Not against the rules, as a use may be recorded late or early; but so is a mistyped year.
-- name: examined
SELECT u.*
FROM unit_status AS u
INNER JOIN scopes AS s ON u.scope = s.scope
LEFT JOIN use_periods AS p ON u.used_by = p.used_by AND u.use_year = p.use_year
LEFT JOIN (SELECT DISTINCT party FROM ndcs) AS n ON u.used_by = n.party
WHERE
    (p.used_by IS NOT NULL OR n.party IS NULL)
    AND u.kind = 'retirement' AND u.purpose = 'NDC' AND u.era = 'paris' AND u.date IS NOT NULL
    AND u.use_year >= coalesce(s.vintage, u.use_year);

-- name: faults
WITH pieces AS (
    SELECT
        entry,
        scope,
        concat_ws('|', CAST(use_year AS VARCHAR), CAST(date AS VARCHAR)) AS alike,
        first,
        stop,
        use_year,
        date
    FROM examined
    WHERE abs(use_year - year(date)) > 2
),

longest AS (SELECT * FROM merged_ranges)

SELECT l.entry, p.use_year, p.date, l.units
FROM longest AS l
INNER JOIN pieces AS p ON l.entry = p.entry AND l.scope = p.scope AND l.alike = p.alike AND l.first = p.first;
