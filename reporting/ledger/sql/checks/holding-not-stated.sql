-- What does a Party hold beyond what it stated for a year?
--
-- provision:  4/CMA.6 annex II, table 4
-- examined:   one row per interval held and year stated
-- found:      party, year, first, last, quantity (how many units)
-- name: examined
SELECT *
FROM held_at_year_ends;

-- name: faults
WITH groups AS (
    SELECT DISTINCT party, year, approach, host, vintage
    FROM stated_holdings
),

pieces AS (
    SELECT entry, scope, concat_ws('|', party, CAST(year AS VARCHAR)) AS alike, first, stop, party, year
    FROM stated_intervals
    WHERE entry IS NOT NULL AND held > stated
    UNION ALL
    SELECT
        e.entry,
        concat_ws('|', e.party, CAST(e.year AS VARCHAR), e.approach, e.host, CAST(e.vintage AS VARCHAR)),
        concat_ws('|', e.party, CAST(e.year AS VARCHAR)),
        e.first,
        e.stop,
        e.party,
        e.year
    FROM examined AS e
    LEFT JOIN groups AS g
        ON
            e.party = g.party AND e.year = g.year AND e.approach = g.approach AND e.host = g.host
            AND e.vintage = g.vintage
    WHERE NOT e.has_range AND g.party IS NULL
),

longest AS (SELECT * FROM merged_ranges)

SELECT l.entry, p.party, p.year, l.first, l.stop - 1 AS last, l.stop - l.first AS quantity
FROM longest AS l
INNER JOIN pieces AS p ON l.entry = p.entry AND l.scope = p.scope AND l.alike = p.alike AND l.first = p.first;
