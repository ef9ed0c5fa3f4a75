-- Which stated holdings have another quantity than as many tonnes as ITMO serial numbers?
--
-- provision:  4/CMA.6 annex II, table 4
-- examined:   one row per stated holding with a range and a quantity, unless the record holds it in a non-GHG metric
-- found:      first, last, length, quantity
-- name: examined
WITH others AS (
    SELECT DISTINCT party, year, position
    FROM stated_intervals
    WHERE is_non_ghg AND position IS NOT NULL
)

SELECT s.*
FROM stated_holdings AS s
LEFT JOIN others AS o ON s.party = o.party AND s.year = o.year AND s.position = o.position
WHERE o.party IS NULL AND s.first_itmo <= s.last_itmo AND s.quantity IS NOT NULL;

-- name: faults
SELECT
    _package,
    _table,
    _row,
    first_itmo AS first,
    last_itmo AS last,
    last_itmo - first_itmo + 1 AS length,
    quantity
FROM examined
WHERE last_itmo - first_itmo + 1 <> quantity;
