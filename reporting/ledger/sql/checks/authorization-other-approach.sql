-- Which rows name an authorization of another approach?
--
-- provision:  4/CMA.6 annex II, table 2
-- examined:   one row per row that names an authorization
-- found:      approach, authorization, authorized_approach
-- name: examined
SELECT *
FROM naming_rows;

-- name: faults
SELECT e.entry, e.approach, e.authorization_id AS "authorization", a.approach AS authorized_approach
FROM examined AS e
INNER JOIN authorizations AS a ON e.authorization_party = a.party AND e.authorization_id = a.authorization_id
WHERE e.approach <> a.approach;
