-- Does a Party hold at 31 December what it stated?
--
-- provision:  4/CMA.6 annex II, table 4
-- examined:   one row per row of stated_holdings
-- found:      party, year, found, stated
--
-- Ranges of ITMOs are compared interval by interval. Where a statement or the record has no ITMO serials, the
-- quantities of a Party, approach, host and vintage are compared as a whole: in tonnes, or of a non-GHG metric in its
-- own unit, to the nearest whole one. A unit stated twice is held for one of the statements only.
-- name: examined
SELECT *
FROM stated_ranges;

-- name: faults
WITH found AS (
    SELECT
        party,
        year,
        position,
        CAST(sum(CASE WHEN held >= stated THEN stop - first ELSE 0 END) AS BIGINT) AS found,
        count(CASE WHEN is_non_ghg THEN 1 END) = 0 AS is_ghg
    FROM stated_intervals
    WHERE position IS NOT NULL
    GROUP BY party, year, position
),

compared AS (
    SELECT
        e._package,
        e._table,
        e._row,
        e.party,
        e.year,
        f.found,
        CASE WHEN f.is_ghg THEN e.quantity ELSE e.last_itmo - e.first_itmo + 1 END AS stated
    FROM examined AS e
    INNER JOIN found AS f ON e.party = f.party AND e.year = f.year AND e.position = f.position
    UNION ALL
    SELECT e._package, e._table, e._row, e.party, e.year, t.found, t.stated
    FROM examined AS e
    INNER JOIN stated_totals AS t ON e.party = t.party AND e.year = t.year AND e.position = t.position
    WHERE t.is_known AND NOT t.is_pooled
)

SELECT *
FROM compared
WHERE found <> stated;

-- name: serials-unknown
SELECT e._package, e._table, e._row
FROM examined AS e
INNER JOIN stated_totals AS t
    ON
        e.party = t.party AND e.year = t.year AND e.approach = t.approach AND e.host = t.host
        AND e.vintage = t.vintage
WHERE t.is_pooled AND t.found <> t.stated;

-- name: quantity-unknown
SELECT e._package, e._table, e._row
FROM examined AS e
INNER JOIN stated_totals AS t
    ON
        e.party = t.party AND e.year = t.year AND e.approach = t.approach AND e.host = t.host
        AND e.vintage = t.vintage
WHERE NOT t.is_known AND NOT t.is_pooled;
