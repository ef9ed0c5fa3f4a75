-- examined
SELECT * FROM entries WHERE kind = 'issuance'

-- faults
WITH issued AS (SELECT entry, scope, first, stop, turn, MIN(turn) OVER (PARTITION BY scope, first) AS issue, FIRST_VALUE(entry) OVER (PARTITION BY scope, first ORDER BY turn NULLS LAST) AS issued_as FROM unit_status WHERE kind = 'issuance' AND line <> 'pool'), pieces AS (SELECT entry, scope, CAST(issued_as AS STRING) AS alike, first, stop, issued_as FROM issued WHERE turn > issue), marked AS (SELECT entry, scope, alike, first, stop, COALESCE(LAG(stop) OVER (PARTITION BY scope, entry, alike ORDER BY first NULLS LAST) <> first, TRUE) AS begins, COALESCE(LEAD(first) OVER (PARTITION BY scope, entry, alike ORDER BY first NULLS LAST) <> stop, TRUE) AS ends FROM pieces), spanned AS (SELECT entry, scope, alike, begins, first, CASE WHEN ends THEN stop ELSE LEAD(stop) OVER (PARTITION BY scope, entry, alike ORDER BY first NULLS LAST, CASE WHEN ends THEN 0 ELSE 1 END NULLS LAST) END AS stop FROM marked WHERE begins OR ends), longest AS (SELECT * FROM (SELECT entry, scope, alike, first, stop, CASE WHEN first > 0 THEN CONCAT(COALESCE(CAST(first AS STRING), ''), '-', COALESCE(CAST(stop - 1 AS STRING), '')) ELSE '?' END AS units FROM spanned WHERE begins) AS merged_ranges) SELECT l.entry, l.first, l.stop - 1 AS last, n.row_name AS other FROM longest AS l INNER JOIN pieces AS p ON l.entry = p.entry AND l.scope = p.scope AND l.alike = p.alike AND l.first = p.first INNER JOIN row_names AS n ON p.issued_as = n.entry

-- serials-unknown
WITH examined AS (SELECT * FROM entries WHERE kind = 'issuance') SELECT * FROM (SELECT entry FROM examined WHERE line = 'pool') AS answer

-- numbering-mixed
WITH examined AS (SELECT * FROM entries WHERE kind = 'issuance') SELECT * FROM (SELECT e.entry FROM examined AS e INNER JOIN mixed_scopes AS m ON e.scope = m.scope WHERE e.line = 'itmo') AS answer
