-- Which events come before the year in which their outcomes occurred?
--
-- provision:  2/CMA.3 annex, para. 1(a)
-- examined:   one row per row of entries with vintage and day
-- found:      vintage, date
-- name: examined
SELECT *
FROM recorded
WHERE vintage IS NOT NULL AND date IS NOT NULL;

-- name: faults
SELECT entry, vintage, date
FROM examined
WHERE vintage > year(date);
