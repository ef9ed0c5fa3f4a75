-- Which rows have another quantity than as many tonnes as serial numbers?
--
-- provision:  6/CMA.4 annex I, para. 5
-- examined:   one row per row of entries
-- found:      first, last (of units, else of ITMOs), length, quantity
-- unverifiable: serials-unknown
--
-- Ranges that are the wrong way round are found by range-reversed.
-- name: examined
SELECT *
FROM entries;

-- name: faults
WITH lengths AS (
    SELECT
        w.entry,
        w.quantity,
        w.first_unit,
        w.last_unit,
        w.first_itmo,
        w.last_itmo,
        w.last_unit - w.first_unit + 1 AS units,
        w.last_itmo - w.first_itmo + 1 AS itmos
    FROM written_rows AS w
    INNER JOIN entries AS e ON w.entry = e.entry
    WHERE coalesce(e.metric, 'ghg') = 'ghg'
)

SELECT
    entry,
    CASE WHEN units IS NOT NULL THEN first_unit ELSE first_itmo END AS first,
    CASE WHEN units IS NOT NULL THEN last_unit ELSE last_itmo END AS last,
    coalesce(units, itmos) AS length,
    quantity
FROM lengths
WHERE coalesce(units > 0, TRUE) AND coalesce(itmos > 0, TRUE) AND quantity <> coalesce(units, itmos);
