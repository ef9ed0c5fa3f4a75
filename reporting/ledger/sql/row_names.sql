-- How is a row called?  One row per row of entries.
--
-- row_name                  package/table:row
--
-- reads:  row_sources       number and name of each file (reporting.ledger.loading.Inputs)
-- view
SELECT e.entry, concat(s.name, ':', CAST(e.entry % 1099511627776 AS VARCHAR)) AS row_name
FROM entries AS e
INNER JOIN row_sources AS s ON e.entry // 1099511627776 = s.number
