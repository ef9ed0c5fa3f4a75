-- Which rows have one end of a range and not the other?
--
-- provision:  6/CMA.4 annex I, para. 5
-- examined:   one row per row of entries
-- found:      field, missing (the end that is there, and the one that is not), serial
-- name: examined
SELECT *
FROM entries;

-- name: faults
SELECT entry, 'first_unit' AS field, 'last_unit' AS missing, first_unit AS serial
FROM written_rows
WHERE first_unit IS NOT NULL AND last_unit IS NULL
UNION ALL
SELECT entry, 'last_unit', 'first_unit', last_unit
FROM written_rows
WHERE last_unit IS NOT NULL AND first_unit IS NULL
UNION ALL
SELECT entry, 'first_itmo', 'last_itmo', first_itmo
FROM written_rows
WHERE first_itmo IS NOT NULL AND last_itmo IS NULL
UNION ALL
SELECT entry, 'last_itmo', 'first_itmo', last_itmo
FROM written_rows
WHERE last_itmo IS NOT NULL AND first_itmo IS NULL;
