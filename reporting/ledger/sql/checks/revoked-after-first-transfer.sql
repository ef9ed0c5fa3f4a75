-- Which authorizations were revoked after units had been first transferred under them?
--
-- provision:  4/CMA.6, changes to authorization
-- examined:   one row per revoked version
-- found:      authorization, revoked_on, since, quantity
-- name: examined
SELECT *
FROM authorization_terms
WHERE revoked_on IS NOT NULL;

-- name: faults
WITH bound AS (
    SELECT party, authorization_id, min(since) AS since, CAST(sum(quantity) AS BIGINT) AS quantity
    FROM binding_versions
    GROUP BY party, authorization_id
)

SELECT
    e._package, e._table, e._row, e.revoked_on, b.since, b.quantity, e.authorization_id AS "authorization"
FROM examined AS e
INNER JOIN bound AS b ON e.party = b.party AND e.authorization_id = b.authorization_id
WHERE b.since < e.revoked_on;
