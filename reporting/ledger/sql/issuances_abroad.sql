-- What was issued into the account of another Party than the host, and did both registries tell it?
-- One row per row of matched_events that is such an issuance, told by the host or the holder.
--
-- counterpart               the Party that should tell it, too
-- year                      the year of the row
-- is_matched                the counterpart told it
-- is_complete               the counterpart has declared its record of that year complete
-- line                      unit, itmo, pool
-- host, holder, the other columns     as in matched_events: the Parties from and to which it went
WITH issued AS (
    SELECT
        entry,
        scope,
        first,
        stop,
        CASE WHEN first < 0 THEN 'pool' WHEN scope % 2 = 1 THEN 'itmo' ELSE 'unit' END AS line,
        recorder,
        from_party AS host,
        to_party AS holder,
        CAST(year(date) AS BIGINT) AS year,
        CASE WHEN recorder = from_party THEN to_party ELSE from_party END AS counterpart,
        CASE WHEN recorder = from_party THEN received_as IS NOT NULL ELSE host_recorded END AS is_matched
    FROM matched_events
    WHERE kind = 'issuance' AND from_party <> to_party AND recorder IN (from_party, to_party)
),

declared AS (
    SELECT DISTINCT party, year
    FROM coverage
    WHERE is_complete
)

SELECT i.*, d.party IS NOT NULL AS is_complete
FROM issued AS i
LEFT JOIN declared AS d ON i.counterpart = d.party AND i.year = d.year
