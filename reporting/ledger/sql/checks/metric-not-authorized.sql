-- Which blocks are measured otherwise than every version of their authorization says?
--
-- provision:  4/CMA.6 annex II, table 2
-- examined:   one row per block that names an authorization
-- found:      authorized, metric, authorization
-- name: examined
SELECT entry, authorization_party, authorization_id, coalesce(non_ghg_metric, metric) AS measured
FROM credit_blocks
WHERE authorization_id IS NOT NULL;

-- name: faults
WITH versions AS (
    SELECT DISTINCT party, authorization_id, coalesce(non_ghg_metric, metric) AS measured
    FROM authorization_versions
),

authorized AS (
    SELECT party, authorization_id, min(measured) AS measured
    FROM versions
    GROUP BY party, authorization_id
)

SELECT e.entry, a.measured AS authorized, e.measured AS metric, e.authorization_id AS "authorization"
FROM examined AS e
INNER JOIN authorized AS a ON e.authorization_party = a.party AND e.authorization_id = a.authorization_id
LEFT JOIN versions AS v
    ON e.authorization_party = v.party AND e.authorization_id = v.authorization_id AND e.measured = v.measured
WHERE v.party IS NULL;
