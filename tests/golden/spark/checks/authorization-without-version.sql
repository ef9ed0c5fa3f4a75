-- examined
SELECT * FROM authorizations

-- faults
WITH examined AS (SELECT * FROM authorizations) SELECT * FROM (SELECT e._package, e._table, e._row, e.authorization_id AS `authorization` FROM examined AS e LEFT JOIN authorization_versions AS v ON e.party = v.party AND e.authorization_id = v.authorization_id WHERE v.party IS NULL) AS answer
