-- Which rows name an authorization of another approach?
--
-- provision:  4/CMA.6 annex II, table 2
-- examined:   one row per row that names an authorization
-- found:      approach, authorization, authorized_approach
-- name: examined
SELECT *
FROM naming_rows;

-- name: faults
WITH authorized AS (
    SELECT party, authorization_id, min(approach) AS least, max(approach) AS greatest
    FROM authorizations
    GROUP BY party, authorization_id
)

SELECT e.entry, e.approach, e.authorization_id AS "authorization", a.least AS authorized_approach
FROM examined AS e
INNER JOIN authorized AS a ON e.authorization_party = a.party AND e.authorization_id = a.authorization_id
WHERE e.approach <> a.least AND e.approach <> a.greatest;
