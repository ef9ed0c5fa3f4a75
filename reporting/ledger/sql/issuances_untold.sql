-- Which issuances into the account of another Party does the counterpart not tell at all?
-- One row per row of issuances_abroad with serial numbers, of entries no part of which is matched.
--
-- The columns are those of issuances_abroad.
WITH matched AS (
    SELECT DISTINCT entry
    FROM issuances_abroad
    WHERE is_matched
)

SELECT i.*
FROM issuances_abroad AS i
LEFT JOIN matched AS m ON i.entry = m.entry
WHERE i.line <> 'pool' AND m.entry IS NULL
