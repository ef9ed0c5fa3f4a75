-- Which rows have more units than ITMOs, or fewer?
--
-- provision:  6/CMA.4 annex I, para. 5
-- examined:   one row per row of entries with serials of both
-- found:      units, itmos (how many)
-- name: examined
SELECT *
FROM entry_details
WHERE first_unit IS NOT NULL AND first_itmo IS NOT NULL;

-- name: faults
WITH lengths AS (
    SELECT entry, last_unit - first_unit + 1 AS units, last_itmo - first_itmo + 1 AS itmos
    FROM written_rows
)

SELECT entry, units, itmos
FROM lengths
WHERE units > 0 AND itmos > 0 AND units <> itmos;
