-- examined
SELECT * FROM naming_rows

-- faults
WITH examined AS (SELECT * FROM naming_rows) SELECT * FROM (SELECT e.entry, e.approach, e.authorization_id AS `authorization`, a.approach AS authorized_approach FROM examined AS e INNER JOIN authorizations AS a ON e.authorization_party = a.party AND e.authorization_id = a.authorization_id WHERE e.approach <> a.approach) AS answer
