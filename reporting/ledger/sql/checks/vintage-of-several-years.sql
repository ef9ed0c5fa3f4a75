-- Which blocks have one vintage for a monitoring period over three or more calendar years?
--
-- provision:  2/CMA.3 annex, para. 1(a)
-- examined:   one row per block with a vintage and a monitoring period
-- found:      vintage, period_start, period_end
--
-- Outcomes count for the calendar year in which they occurred. A block over the turn of a year is usual; one that
-- holds a whole year beside its vintage hides that year's outcomes from it.
-- name: examined
SELECT *
FROM credit_blocks
WHERE vintage IS NOT NULL AND period_start IS NOT NULL AND period_end IS NOT NULL;

-- name: faults
SELECT entry, vintage, period_start, period_end
FROM examined
WHERE year(period_end) - year(period_start) > 1 AND vintage BETWEEN year(period_start) AND year(period_end);
