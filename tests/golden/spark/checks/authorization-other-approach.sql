-- examined
SELECT * FROM naming_rows

-- faults
WITH examined AS (SELECT * FROM naming_rows), authorized AS (SELECT party, authorization_id, MIN(approach) AS least, MAX(approach) AS greatest FROM authorizations GROUP BY party, authorization_id) SELECT * FROM (SELECT e.entry, e.approach, e.authorization_id AS `authorization`, a.least AS authorized_approach FROM examined AS e INNER JOIN authorized AS a ON e.authorization_party = a.party AND e.authorization_id = a.authorization_id WHERE e.approach <> a.least AND e.approach <> a.greatest) AS answer
