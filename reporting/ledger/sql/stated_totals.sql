-- Where some part has no ITMO serials: what does a Party state in all, and what does it hold?
-- One row per Party, year, approach, host and vintage of such a statement.
--
-- position                  the first of the stated rows
-- stated, found             t CO2 eq, or units of the non-GHG metric to the nearest whole one
-- is_known                  the quantity of every unit held is known
-- is_pooled                 the Party also received or gave such units without serial numbers by the end of the year
-- party, year, approach, host, vintage     of the statement
--
-- A unit of a non-GHG metric has the share of its block that its serial number has of the range. Shares are counted in
-- millionths of the metric, each rounded down, and added up before the sum is rounded to a whole unit.
WITH claims AS (
    SELECT
        party,
        year,
        approach,
        host,
        vintage,
        CAST(sum(quantity) AS BIGINT) AS stated,
        min(position) AS position,
        count(CASE WHEN NOT has_range THEN 1 END) = 0 AS is_ranged
    FROM stated_ranges
    GROUP BY party, year, approach, host, vintage
),

held AS (
    SELECT
        party,
        year,
        approach,
        host,
        vintage,
        CAST(coalesce(sum(CASE WHEN metric <> 'non_ghg' THEN stop - first END), 0) AS BIGINT) AS tonnes,
        CAST(
            coalesce(
                sum(
                    CASE
                        WHEN metric = 'non_ghg'
                            THEN
                                (stop - first) * (block_non_ghg // block_units)
                                + (stop - first) * (block_non_ghg % block_units) // block_units
                    END
                ),
                0
            ) AS BIGINT
        ) AS millionths,
        count(CASE WHEN metric = 'non_ghg' AND (block_non_ghg IS NULL OR block_units IS NULL) THEN 1 END) = 0
            AS is_known,
        count(CASE WHEN NOT has_range THEN 1 END) = 0 AS is_numbered
    FROM held_at_year_ends
    GROUP BY party, year, approach, host, vintage
),

pools AS (
    SELECT u.approach, u.host, s.vintage, u.date, u.from_party AS party
    FROM unit_status AS u
    INNER JOIN scopes AS s ON u.scope = s.scope
    WHERE u.line = 'pool'
    UNION ALL
    SELECT u.approach, u.host, s.vintage, u.date, u.to_party
    FROM unit_status AS u
    INNER JOIN scopes AS s ON u.scope = s.scope
    WHERE u.line = 'pool'
),

pooled AS (
    SELECT DISTINCT c.party, c.year, c.approach, c.host, c.vintage
    FROM claims AS c
    INNER JOIN pools AS p
        ON c.party = p.party AND c.approach = p.approach AND c.host = p.host AND c.vintage = p.vintage
    WHERE year(p.date) <= c.year
)

SELECT
    c.party,
    c.year,
    c.approach,
    c.host,
    c.vintage,
    c.position,
    c.stated,
    coalesce(h.tonnes + (h.millionths + 500000) // 1000000, 0) AS found,
    coalesce(h.is_known, TRUE) AS is_known,
    p.party IS NOT NULL AS is_pooled
FROM claims AS c
LEFT JOIN held AS h
    ON c.party = h.party AND c.year = h.year AND c.approach = h.approach AND c.host = h.host AND c.vintage = h.vintage
LEFT JOIN pooled AS p
    ON c.party = p.party AND c.year = p.year AND c.approach = p.approach AND c.host = p.host AND c.vintage = p.vintage
WHERE NOT c.is_ranged OR NOT coalesce(h.is_numbered, TRUE)
