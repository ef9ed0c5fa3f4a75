-- examined
SELECT * FROM credit_blocks WHERE NOT period_start IS NULL AND NOT period_end IS NULL

-- faults
WITH examined AS (SELECT * FROM credit_blocks WHERE NOT period_start IS NULL AND NOT period_end IS NULL) SELECT * FROM (SELECT entry, vintage, period_start, period_end FROM examined WHERE vintage < YEAR(period_start) OR vintage > YEAR(period_end)) AS answer

-- vintage-unresolved
WITH examined AS (SELECT * FROM credit_blocks WHERE NOT period_start IS NULL AND NOT period_end IS NULL) SELECT * FROM (SELECT entry FROM examined WHERE vintage IS NULL AND YEAR(period_start) <> YEAR(period_end) AND YEAR(period_end) >= 2021) AS answer
