-- examined
SELECT * FROM naming_rows

-- faults
WITH examined AS (SELECT * FROM naming_rows) SELECT * FROM (SELECT entry, host, authorization_party AS party, authorization_id AS `authorization` FROM examined WHERE authorization_party <> host) AS answer
