-- Which rows have no day?
--
-- provision:  4/CMA.6 annex II, table 3
-- examined:   one row per row of entries not from before 2021
-- found:      nothing more
-- name: examined
SELECT *
FROM entries
WHERE era <> 'pre_2021';

-- name: faults
SELECT entry
FROM examined
WHERE date IS NULL;
