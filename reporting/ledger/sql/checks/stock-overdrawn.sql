-- Of which stock did more go than came?
--
-- provision:  2/CMA.3 annex, para. 33
-- examined:   one row per Party, approach, registry, host and vintage with movements without serial numbers
-- found:      party, approach, vintage, missing (t CO2 eq)
--
-- Movements with serial numbers in the same stock count, too: what was issued in a block may go by quantity alone. An
-- acquisition alone takes from nobody; a stock that nothing came into is not looked at.
-- name: examined
WITH movements AS (
    SELECT
        u.entry,
        u.line,
        u.approach,
        s.originating_registry,
        u.host,
        s.vintage,
        u.kind,
        u.from_party,
        u.to_party,
        u.tonnes
    FROM unit_status AS u
    INNER JOIN scopes AS s ON u.scope = s.scope
    WHERE u.metric = 'ghg'
),

sides AS (
    SELECT entry, line, to_party AS party, approach, originating_registry, host, vintage, tonnes, FALSE AS is_gone
    FROM movements
    WHERE kind NOT IN ('retirement', 'cancellation', 'voluntary_cancellation')
    UNION ALL
    SELECT entry, line, from_party, approach, originating_registry, host, vintage, -tonnes, TRUE
    FROM movements
    WHERE kind NOT IN ('issuance', 'acquisition')
)

SELECT
    party,
    approach,
    originating_registry,
    host,
    vintage,
    CAST(sum(tonnes) AS BIGINT) AS remaining,
    max(CASE WHEN is_gone AND line = 'pool' THEN entry END) AS entry,
    count(CASE WHEN tonnes IS NULL THEN 1 END) > 0 AS is_unknown
FROM sides
GROUP BY party, approach, originating_registry, host, vintage
HAVING count(CASE WHEN is_gone AND line = 'pool' THEN 1 END) > 0 AND count(CASE WHEN NOT is_gone THEN 1 END) > 0;

-- name: faults
SELECT entry, party, approach, vintage, -remaining AS missing
FROM examined
WHERE NOT is_unknown AND remaining < 0;

-- name: quantity-unknown
SELECT entry
FROM examined
WHERE is_unknown;
