-- Which authorizations have no version, so that nothing says what they allow?
--
-- provision:  4/CMA.6 annex II, table 2
-- examined:   one row per authorization
-- found:      authorization
-- name: examined
SELECT *
FROM authorizations;

-- name: faults
SELECT e._package, e._table, e._row, e.authorization_id AS "authorization"
FROM examined AS e
LEFT JOIN authorization_versions AS v ON e.party = v.party AND e.authorization_id = v.authorization_id
WHERE v.party IS NULL;
