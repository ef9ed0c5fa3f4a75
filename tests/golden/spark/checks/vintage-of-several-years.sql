-- examined
SELECT * FROM credit_blocks WHERE NOT vintage IS NULL AND NOT period_start IS NULL AND NOT period_end IS NULL

-- faults
WITH examined AS (SELECT * FROM credit_blocks WHERE NOT vintage IS NULL AND NOT period_start IS NULL AND NOT period_end IS NULL) SELECT * FROM (SELECT entry, vintage, period_start, period_end FROM examined WHERE YEAR(period_end) - YEAR(period_start) > 1 AND vintage BETWEEN YEAR(period_start) AND YEAR(period_end)) AS answer
