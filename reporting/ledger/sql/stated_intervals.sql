-- Interval by interval, how often is a unit stated to be held, and how often is it held?
-- One row per stated or held range and interval, where both have ITMO serials throughout.
--
-- position                  of a stated range; else empty
-- entry                     of a held range, the last event; else empty
-- scope                     Party, year, approach, host and vintage as one text
-- stated, held              how often
-- is_non_ghg                what is held is of a non-GHG metric
-- party, year, first, stop  whose, at the end of which year, and the interval in ITMO serials
-- metric, cut               of what is held
WITH sides AS (
    SELECT
        party,
        year,
        approach,
        host,
        vintage,
        position,
        CAST(NULL AS BIGINT) AS entry,
        CAST(NULL AS VARCHAR) AS metric,
        first_itmo AS first,
        last_itmo + 1 AS stop
    FROM stated_ranges
    WHERE has_range
    UNION ALL
    SELECT party, year, approach, host, vintage, NULL, entry, metric, first, stop
    FROM held_at_year_ends
    WHERE has_range
),

ranges AS (
    SELECT
        s.party,
        s.year,
        s.position,
        s.entry,
        s.metric,
        concat_ws('|', s.party, CAST(s.year AS VARCHAR), s.approach, s.host, CAST(s.vintage AS VARCHAR)) AS scope,
        s.first,
        s.stop
    FROM sides AS s
    LEFT JOIN stated_totals AS t
        ON
            s.party = t.party AND s.year = t.year AND s.approach = t.approach AND s.host = t.host
            AND s.vintage = t.vintage
    WHERE t.party IS NULL AND s.vintage IS NOT NULL
),

intervals AS (SELECT * FROM split_overlaps)

SELECT
    *,
    count(position) OVER (PARTITION BY scope, first) AS stated,
    count(entry) OVER (PARTITION BY scope, first) AS held,
    coalesce(max(metric) OVER (PARTITION BY scope, first) = 'non_ghg', FALSE) AS is_non_ghg
FROM intervals
