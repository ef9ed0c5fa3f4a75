-- examined
SELECT * FROM recorded WHERE NOT vintage IS NULL AND NOT date IS NULL

-- faults
WITH examined AS (SELECT * FROM recorded WHERE NOT vintage IS NULL AND NOT date IS NULL) SELECT * FROM (SELECT entry, vintage, date FROM examined WHERE vintage > YEAR(date)) AS answer
