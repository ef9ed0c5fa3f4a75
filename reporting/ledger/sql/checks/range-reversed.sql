-- Which ranges begin after their end?
--
-- provision:  6/CMA.4 annex I, para. 5
-- examined:   one row per row of entries
-- found:      field (its first end), first, last
-- name: examined
SELECT *
FROM entries;

-- name: faults
SELECT entry, 'first_unit' AS field, first_unit AS first, last_unit AS last
FROM written_rows
WHERE first_unit > last_unit
UNION ALL
SELECT entry, 'first_itmo', first_itmo, last_itmo
FROM written_rows
WHERE first_itmo > last_itmo;
