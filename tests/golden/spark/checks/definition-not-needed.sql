-- examined
SELECT * FROM authorization_terms WHERE NOT purposes IS NULL

-- faults
WITH examined AS (SELECT * FROM authorization_terms WHERE NOT purposes IS NULL) SELECT * FROM (SELECT _package, _table, _row, definition FROM examined WHERE purposes = 'NDC' AND NOT definition IN ('', 'first_international_transfer')) AS answer
