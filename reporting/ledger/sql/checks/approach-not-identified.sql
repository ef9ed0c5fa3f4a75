-- Which rows have ITMO serials under an approach without identifier of the secretariat?
--
-- provision:  6/CMA.4 annex I, para. 5(a)
-- examined:   one row per row of entries with ITMO serials
-- found:      approach
-- name: examined
SELECT *
FROM entry_details
WHERE first_itmo IS NOT NULL;

-- name: faults
WITH identified AS (
    SELECT DISTINCT approach
    FROM cooperative_approaches
    WHERE approach_id IS NOT NULL
)

SELECT e.entry, e.approach
FROM examined AS e
LEFT JOIN identified AS i ON e.approach = i.approach
WHERE i.approach IS NULL;
