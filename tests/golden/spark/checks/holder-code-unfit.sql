-- examined
SELECT * FROM parties

-- faults
WITH examined AS (SELECT * FROM parties) SELECT * FROM (SELECT _package, _table, _row, party, COALESCE(kind, '') AS kind FROM examined WHERE (NOT kind IS NULL) <> (SUBSTRING(party, 1, 2) = 'AA')) AS answer
