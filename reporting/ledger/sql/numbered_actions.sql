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
        CASE
            WHEN a.metric <> 'non_ghg' THEN a.quantity
            WHEN a.block_units > 0 AND a.block_non_ghg >= 0 THEN a.units
        END AS counted,
        concat_ws(
            chr(31),
            a.party,
            a.action,
            coalesce(a.subtype, ''),
            coalesce(CAST(a.date AS VARCHAR), ''),
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
            coalesce(n.non_ghg_metric, ''),
            coalesce(a.mitigation_type, ''),
            a.approach,
            a.originating_registry,
            a.host,
            coalesce(CAST(a.vintage AS VARCHAR), ''),
            coalesce(a.unit_prefix, ''),
            coalesce(CAST(a.block_units AS VARCHAR), ''),
            coalesce(CAST(a.block_tonnes AS VARCHAR), ''),
            coalesce(CAST(a.block_non_ghg AS VARCHAR), ''),
            CASE WHEN c.entry IS NULL THEN '' ELSE 'confidential' END
        ) AS alike
    FROM actions AS a
    LEFT JOIN non_ghg_entries AS n ON a.entry = n.entry
    LEFT JOIN confidential_entries AS c ON a.entry = c.entry
),

kinds AS (
    SELECT alike, row_number() OVER (ORDER BY alike) AS kind
    FROM (SELECT DISTINCT alike FROM described) AS texts
),

placed AS (
    SELECT
        d.*,
        k.kind,
        coalesce(d.first_unit, 0) AS unit,
        coalesce(d.first_itmo, 0) AS itmo,
        coalesce(d.last_unit + 1, 0) AS unit_after,
        coalesce(d.last_itmo + 1, 0) AS itmo_after
    FROM described AS d
    INNER JOIN kinds AS k ON d.alike = k.alike
),

marked AS (
    SELECT
        *,
        CASE
            WHEN
                counted IS NOT NULL
                AND lag(counted) OVER (PARTITION BY kind ORDER BY itmo, unit, entry) IS NOT NULL
                AND unit = lag(unit_after) OVER (PARTITION BY kind ORDER BY itmo, unit, entry)
                AND itmo = lag(itmo_after) OVER (PARTITION BY kind ORDER BY itmo, unit, entry)
                THEN 0
            ELSE 1
        END AS begins
    FROM placed
)

SELECT
    * EXCLUDE (alike, kind, counted, unit, itmo, unit_after, itmo_after, begins),
    CAST(
        sum(begins) OVER (
            ORDER BY kind, itmo, unit, entry ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
        ) AS BIGINT
    ) AS line
FROM marked
