-- examined
SELECT entry, authorization_party, authorization_id, COALESCE(non_ghg_metric, metric) AS measured FROM credit_blocks WHERE NOT authorization_id IS NULL

-- faults
WITH examined AS (SELECT entry, authorization_party, authorization_id, COALESCE(non_ghg_metric, metric) AS measured FROM credit_blocks WHERE NOT authorization_id IS NULL), versions AS (SELECT DISTINCT party, authorization_id, COALESCE(non_ghg_metric, metric) AS measured FROM authorizations), authorized AS (SELECT party, authorization_id, MIN(measured) AS measured FROM versions GROUP BY party, authorization_id) SELECT * FROM (SELECT e.entry, a.measured AS authorized, e.measured AS metric, e.authorization_id AS `authorization` FROM examined AS e INNER JOIN authorized AS a ON e.authorization_party = a.party AND e.authorization_id = a.authorization_id LEFT JOIN versions AS v ON e.authorization_party = v.party AND e.authorization_id = v.authorization_id AND e.measured = v.measured WHERE v.party IS NULL) AS answer
