-- examined
SELECT * FROM credit_blocks WHERE NOT issued_on IS NULL AND NOT period_end IS NULL

-- faults
WITH examined AS (SELECT * FROM credit_blocks WHERE NOT issued_on IS NULL AND NOT period_end IS NULL) SELECT * FROM (SELECT entry, issued_on, period_end FROM examined WHERE issued_on < period_end) AS answer
