-- examined
SELECT * FROM authorization_terms WHERE NOT revoked_on IS NULL

-- faults
WITH examined AS (SELECT * FROM authorization_terms WHERE NOT revoked_on IS NULL), bound AS (SELECT party, authorization_id, MIN(since) AS since, CAST(SUM(quantity) AS BIGINT) AS quantity FROM binding_versions GROUP BY party, authorization_id) SELECT * FROM (SELECT e._package, e._table, e._row, e.revoked_on, b.since, b.quantity, e.authorization_id AS `authorization` FROM examined AS e INNER JOIN bound AS b ON e.party = b.party AND e.authorization_id = b.authorization_id WHERE b.since < e.revoked_on) AS answer
