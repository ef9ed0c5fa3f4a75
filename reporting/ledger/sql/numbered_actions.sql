-- Which actions stand together in one row of Table 3?
-- One row per action; neighbours that agree in all that the table says have one number.
--
-- given:  as in actions
-- line                      the number of the row
-- the other columns         as in actions
--
-- kept
--
-- What is confidential stands apart: the public version leaves it out. What is not known is added to nothing.
WITH described AS (
    SELECT
        a.*,
        coalesce(a.first_itmo, a.first_unit, 0) AS position,
        CASE
            WHEN
                CASE WHEN a.metric = 'non_ghg' THEN a.units + a.block_units + a.block_non_ghg ELSE a.quantity END
                IS NOT NULL
                THEN coalesce(a.last_itmo + 1, a.last_unit + 1, 0)
        END AS position_after,
        concat_ws(
            chr(31),
            a.party,
            a.action,
            coalesce(a.subtype, ''),
            coalesce(CAST(a.date AS VARCHAR), ''),
            coalesce(CAST(a.executed_on AS VARCHAR), ''),
            coalesce(a.executed_as, ''),
            coalesce(a.counterparty, ''),
            coalesce(a.purpose, ''),
            coalesce(CAST(a.use_year AS VARCHAR), ''),
            coalesce(a.used_by, ''),
            coalesce(a.using_entity, ''),
            coalesce(a.binding_id, ''),
            coalesce(CAST(a.binding_version AS VARCHAR), ''),
            coalesce(a.named_authorization, ''),
            a.registry,
            a.metric,
            coalesce(a.mitigation_type, ''),
            coalesce(a.non_ghg_metric, ''),
            a.approach,
            a.originating_registry,
            a.host,
            coalesce(CAST(a.vintage AS VARCHAR), ''),
            coalesce(a.unit_prefix, ''),
            coalesce(CAST(a.block_units AS VARCHAR), ''),
            coalesce(CAST(a.block_tonnes AS VARCHAR), ''),
            coalesce(CAST(a.block_non_ghg AS VARCHAR), ''),
            CASE WHEN a.first_unit IS NULL THEN 'itmo' WHEN a.first_itmo IS NULL THEN 'unit' ELSE 'both' END,
            coalesce(CAST(a.first_itmo - a.first_unit AS VARCHAR), ''),
            CASE WHEN c.entry IS NULL THEN '' ELSE 'confidential' END
        ) AS alike
    FROM actions AS a
    LEFT JOIN confidential_entries AS c ON a.entry = c.entry
),

kinds AS (
    SELECT alike, row_number() OVER (ORDER BY alike) AS kind
    FROM (SELECT DISTINCT alike FROM described) AS texts
),

followed AS (
    SELECT
        d.*,
        k.kind,
        CASE
            WHEN d.position_after IS NULL THEN 1
            WHEN d.position = lag(d.position_after) OVER (PARTITION BY k.kind ORDER BY d.position, d.entry) THEN 0
            ELSE 1
        END AS begins
    FROM described AS d
    INNER JOIN kinds AS k ON d.alike = k.alike
)

SELECT
    * EXCLUDE (alike, kind, position, position_after, begins),
    CAST(
        sum(begins) OVER (
            ORDER BY kind, position, entry ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
        ) AS BIGINT
    ) AS line
FROM followed
