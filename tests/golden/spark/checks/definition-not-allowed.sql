-- examined
SELECT * FROM authorization_terms WHERE NOT purposes IS NULL

-- faults
WITH examined AS (SELECT * FROM authorization_terms WHERE NOT purposes IS NULL) SELECT * FROM (SELECT _package, _table, _row, purposes FROM examined WHERE purposes <> 'NDC' AND definition = 'first_international_transfer') AS answer
