-- Which ITMOs does a Party hold at the end of a year for which it states its holdings?  One row per interval and year.
--
-- entry                     the last event
-- has_range                 their ITMO serials are known
-- first, stop               in ITMO serials; in those of units where has_range is false
-- block_units, block_non_ghg     of a non-GHG metric, as in openings
-- the other columns         as in unit_status and scopes
WITH events AS (
    SELECT *, lead(date) OVER (PARTITION BY scope, first ORDER BY turn) AS until
    FROM unit_status
    WHERE line <> 'pool'
),

years AS (
    SELECT DISTINCT party, year
    FROM stated_holdings
),

shares AS (
    SELECT scope, first, block_units, block_non_ghg
    FROM openings
    WHERE metric = 'non_ghg'
)

SELECT
    e.entry,
    e.scope,
    y.party,
    y.year,
    e.approach,
    e.host,
    s.vintage,
    e.metric,
    o.block_units,
    o.block_non_ghg,
    e.line = 'itmo' OR e.itmo_offset IS NOT NULL AS has_range,
    CASE WHEN e.line = 'itmo' THEN e.first ELSE e.first + coalesce(e.itmo_offset, 0) END AS first,
    CASE WHEN e.line = 'itmo' THEN e.stop ELSE e.stop + coalesce(e.itmo_offset, 0) END AS stop
FROM events AS e
INNER JOIN years AS y ON e.to_party = y.party
INNER JOIN scopes AS s ON e.scope = s.scope
LEFT JOIN shares AS o ON e.scope = o.scope AND e.first = o.first
WHERE
    e.kind NOT IN ('retirement', 'cancellation', 'voluntary_cancellation')
    AND e.era = 'paris' AND e.trigger IS NOT NULL
    AND coalesce(year(e.date) <= y.year, TRUE)
    AND coalesce(year(e.arrived_on) <= y.year, TRUE)
    AND coalesce(year(e.until) > y.year, TRUE)
    AND coalesce(year(e.first_transfer_on) <= y.year, TRUE)
