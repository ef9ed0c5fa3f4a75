-- Is a Party's opening stock, plus what came, less what went, its closing stock?
--
-- provision:  4/CMA.6 annex II, table 4
-- examined:   one row per Party, approach and year
-- found:      party, approach, year, opening, flows, closing, expected (opening plus flows)
--
-- Computed twice: from who holds each interval (held), and from the movements as they were told (flows). Both agree
-- where every unit was moved by its holder. What opens a record was nobody's before. An event of unknown day belongs to
-- year 0.
-- name: examined
WITH steps AS (
    SELECT
        u.entry,
        u.approach,
        u.kind,
        u.turn,
        u.from_party,
        u.to_party,
        u.stop - u.first AS units,
        u.kind IN ('retirement', 'cancellation', 'voluntary_cancellation') AS is_end,
        coalesce(year(u.date), 0) AS sent,
        coalesce(year(u.arrived_on), 0) AS arrived,
        year(lead(u.date) OVER (PARTITION BY u.scope, u.first ORDER BY u.turn)) AS next_year,
        lead(u.entry) OVER (PARTITION BY u.scope, u.first ORDER BY u.turn) AS next_entry
    FROM unit_status AS u
    LEFT JOIN mixed_scopes AS m ON u.scope = m.scope
    WHERE u.line <> 'pool' AND m.scope IS NULL
),

moves AS (
    SELECT entry, approach, to_party AS party, arrived AS year, 0 AS flows, units AS held
    FROM steps
    WHERE NOT is_end
    UNION ALL
    SELECT next_entry, approach, to_party, CASE WHEN next_year < arrived THEN arrived ELSE next_year END, 0, -units
    FROM steps
    WHERE NOT is_end AND next_year IS NOT NULL
    UNION ALL
    SELECT entry, approach, to_party, arrived, units, 0
    FROM steps
    WHERE NOT is_end
    UNION ALL
    SELECT entry, approach, from_party, sent, -units, 0
    FROM steps
    WHERE kind <> 'issuance' AND NOT (kind = 'acquisition' AND turn = 1)
),

years AS (
    SELECT
        party,
        approach,
        year,
        max(entry) AS entry,
        CAST(sum(flows) AS BIGINT) AS flows,
        CAST(sum(held) AS BIGINT) AS held
    FROM moves
    GROUP BY party, approach, year
)

SELECT
    *,
    CAST(
        sum(held) OVER (
            PARTITION BY party, approach ORDER BY year ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
        ) AS BIGINT
    ) AS closing
FROM years;

-- name: faults
SELECT entry, party, approach, year, closing - held AS opening, flows, closing, closing - held + flows AS expected
FROM examined
WHERE flows <> held;
