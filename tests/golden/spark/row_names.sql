-- row_names
SELECT e.entry, CONCAT(COALESCE(s.name, ''), ':', COALESCE(CAST(e.entry % 1099511627776 AS STRING), '')) AS row_name FROM entries AS e INNER JOIN row_sources AS s ON e.entry DIV 1099511627776 = s.number
