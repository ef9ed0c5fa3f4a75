-- examined
SELECT * FROM registries

-- faults
WITH examined AS (SELECT * FROM registries) SELECT * FROM (SELECT _package, _table, _row, registry, party FROM examined WHERE SUBSTRING(registry, 1, 3) <> party) AS answer
