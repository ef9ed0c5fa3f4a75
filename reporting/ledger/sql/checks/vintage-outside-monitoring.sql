-- Which blocks have a vintage outside their monitoring period?
--
-- provision:  2/CMA.3 annex, para. 1(a)
-- examined:   one row per block with a monitoring period
-- found:      vintage, period_start, period_end
-- name: examined
SELECT *
FROM credit_blocks
WHERE period_start IS NOT NULL AND period_end IS NOT NULL;

-- name: faults
SELECT entry, vintage, period_start, period_end
FROM examined
WHERE vintage < year(period_start) OR vintage > year(period_end);

-- name: vintage-unresolved
SELECT entry
FROM examined
WHERE vintage IS NULL AND year(period_start) <> year(period_end) AND year(period_end) >= 2021;
