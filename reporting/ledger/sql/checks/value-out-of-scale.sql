-- Which emissions, indicators, trajectories and targets are a hundred times a neighbour, or a hundredth?
--
-- provision:  18/CMA.1 annex, para. 77(d)(i)
-- examined:   one row per value of a year, and per target level with a reference level
-- found:      value, year, neighbour, neighbour_year
--
-- Kilotonnes among tonnes look so. Of two neighbours the one is named that differs from its other side, too, or has
-- none; of two values alone, both.
-- name: examined
WITH levels AS (
    SELECT _package, _table, _row, party, period, '' AS series, year, emissions AS value
    FROM covered_emissions
    UNION ALL
    SELECT _package, _table, _row, party, period, indicator, year, value
    FROM indicator_values
    UNION ALL
    SELECT _package, _table, _row, party, period, kind, year, value
    FROM trajectories
),

beside AS (
    SELECT
        *,
        lag(value) OVER in_order AS before,
        lag(year) OVER in_order AS year_before,
        lead(value) OVER in_order AS after,
        lead(year) OVER in_order AS year_after
    FROM levels
    WHERE value > 0
    WINDOW in_order AS (PARTITION BY _package, _table, party, period, series ORDER BY year)
),

scaled AS (
    SELECT
        *,
        coalesce(value >= 100 * before OR before >= 100 * value, FALSE) AS differs_before,
        coalesce(value >= 100 * after OR after >= 100 * value, FALSE) AS differs_after
    FROM beside
),

placed AS (
    SELECT
        *,
        coalesce(lag(differs_before) OVER in_order, FALSE) AS differed_before,
        coalesce(lead(differs_after) OVER in_order, FALSE) AS differs_later
    FROM scaled
    WINDOW in_order AS (PARTITION BY _package, _table, party, period, series ORDER BY year)
)

SELECT
    _package,
    _table,
    _row,
    year,
    value,
    CASE WHEN differs_before THEN before ELSE after END AS neighbour,
    CASE WHEN differs_before THEN year_before ELSE year_after END AS neighbour_year,
    (differs_before AND differs_after)
    OR (differs_before AND after IS NULL AND NOT differed_before)
    OR (differs_after AND before IS NULL AND NOT differs_later) AS is_out_of_scale
FROM placed
UNION ALL
SELECT
    _package,
    _table,
    _row,
    target_year,
    target_value,
    reference_value,
    reference_year,
    target_value >= 100 * reference_value OR reference_value >= 100 * target_value
FROM ndc_indicators
WHERE target_value > 0 AND reference_value > 0;

-- name: faults
SELECT _package, _table, _row, value, year, neighbour, neighbour_year
FROM examined
WHERE is_out_of_scale;
