-- What does a Party hold at the end of a day?
-- One row per longest range of units that agree in all columns, and per pool of units without serial numbers.
--
-- given:  $party            only what it holds; empty for all Parties
--         $on               the day
--         $cutoff           the last day that counts; empty for all
-- registry                  the registry in which the holder recorded them
-- status                    as in held_intervals and pool_movements
-- first_unit … last_itmo    the range in both numberings; empty where not known
-- units                     its length; empty without serial numbers
-- quantity                  t CO2 eq; empty for a non-GHG metric; without serial numbers arrivals less departures
-- unknown                   how many movements without serial numbers have no known quantity
-- block_units, block_tonnes, block_non_ghg     of a non-GHG metric, as in openings
-- the other columns         as in scopes, held_intervals and openings
WITH described AS (
    SELECT h.* EXCLUDE (entry), o.mitigation_type, o.non_ghg_metric, o.block_units, o.block_tonnes, o.block_non_ghg
    FROM held_intervals AS h
    INNER JOIN openings AS o ON h.scope = o.scope AND h.first = o.first
),

pieces AS (
    SELECT
        *,
        CAST(0 AS BIGINT) AS entry,
        concat_ws(
            chr(31),
            party,
            coalesce(account, ''),
            coalesce(registry, ''),
            coalesce(authorization_id, ''),
            status,
            metric,
            coalesce(mitigation_type, ''),
            coalesce(non_ghg_metric, ''),
            coalesce(CAST(block_units AS VARCHAR), ''),
            coalesce(CAST(block_tonnes AS VARCHAR), ''),
            coalesce(CAST(block_non_ghg AS VARCHAR), ''),
            coalesce(CAST(itmo_offset AS VARCHAR), '')
        ) AS alike
    FROM described
),

longest AS (SELECT * FROM merged_ranges),

identified AS (
    SELECT p.* EXCLUDE (stop), l.stop
    FROM longest AS l
    INNER JOIN pieces AS p ON l.scope = p.scope AND l.alike = p.alike AND l.first = p.first
),

pooled AS (
    SELECT
        party,
        account,
        scope,
        approach,
        originating_registry,
        host,
        vintage,
        unit_prefix,
        status,
        CAST(coalesce(sum(tonnes), 0) AS BIGINT) AS tonnes,
        count(CASE WHEN tonnes IS NULL THEN 1 END) AS unknown
    FROM pool_movements
    GROUP BY party, account, scope, approach, originating_registry, host, vintage, unit_prefix, status
)

SELECT
    i.party,
    i.account,
    i.approach,
    i.registry,
    i.host,
    i.originating_registry,
    i.vintage,
    i.unit_prefix,
    i.authorization_id,
    i.status,
    i.metric,
    i.mitigation_type,
    i.non_ghg_metric,
    CASE WHEN i.line = 'unit' THEN i.first ELSE i.first - i.itmo_offset END AS first_unit,
    CASE WHEN i.line = 'unit' THEN i.stop ELSE i.stop - i.itmo_offset END - 1 AS last_unit,
    CASE WHEN i.line = 'unit' THEN i.first + i.itmo_offset ELSE i.first END AS first_itmo,
    CASE WHEN i.line = 'unit' THEN i.stop + i.itmo_offset ELSE i.stop END - 1 AS last_itmo,
    i.stop - i.first AS units,
    CASE WHEN i.metric <> 'non_ghg' THEN i.stop - i.first END AS quantity,
    CAST(0 AS BIGINT) AS unknown,
    i.block_units,
    i.block_tonnes,
    i.block_non_ghg
FROM identified AS i
UNION ALL
SELECT
    p.party,
    p.account,
    p.approach,
    NULL,
    p.host,
    p.originating_registry,
    p.vintage,
    p.unit_prefix,
    NULL,
    p.status,
    NULL,
    NULL,
    NULL,
    NULL,
    NULL,
    NULL,
    NULL,
    NULL,
    p.tonnes,
    p.unknown,
    NULL,
    NULL,
    NULL
FROM pooled AS p
