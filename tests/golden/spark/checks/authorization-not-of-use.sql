-- examined
SELECT * FROM naming_rows

-- faults
WITH examined AS (SELECT * FROM naming_rows), of_use AS (SELECT DISTINCT party, authorization_id FROM authorization_versions WHERE kind <> 'entity' AND NOT purposes IS NULL) SELECT * FROM (SELECT e.entry, e.authorization_id AS `authorization` FROM examined AS e LEFT JOIN of_use AS u ON e.authorization_party = u.party AND e.authorization_id = u.authorization_id WHERE u.party IS NULL) AS answer
