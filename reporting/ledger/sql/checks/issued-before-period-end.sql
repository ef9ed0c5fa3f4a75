-- Which blocks were issued before their monitoring period had ended?
--
-- provision:  2/CMA.3 annex, para. 1(a)
-- examined:   one row per block with a day of issuance and a monitoring period
-- found:      issued_on, period_end
-- name: examined
SELECT *
FROM credit_blocks
WHERE issued_on IS NOT NULL AND period_end IS NOT NULL;

-- name: faults
SELECT entry, issued_on, period_end
FROM examined
WHERE issued_on < period_end;
