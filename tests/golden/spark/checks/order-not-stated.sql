-- examined
SELECT * FROM entries WHERE kind <> 'issuance'

-- faults
WITH met AS (SELECT entry, scope, first, stop, date, turn, MIN(turn) OVER (PARTITION BY scope, first, date, recorder, sequence) AS earliest, FIRST_VALUE(entry) OVER (PARTITION BY scope, first, date, recorder, sequence ORDER BY turn NULLS LAST) AS earliest_entry FROM unit_status WHERE line <> 'pool' AND kind <> 'issuance' AND NOT date IS NULL), pieces AS (SELECT entry, scope, CONCAT_WS('|', CAST(earliest_entry AS STRING), CAST(date AS STRING)) AS alike, first, stop, date, earliest_entry FROM met WHERE turn > earliest), marked AS (SELECT entry, scope, alike, first, stop, COALESCE(LAG(stop) OVER (PARTITION BY scope, entry, alike ORDER BY first NULLS LAST) <> first, TRUE) AS begins, COALESCE(LEAD(first) OVER (PARTITION BY scope, entry, alike ORDER BY first NULLS LAST) <> stop, TRUE) AS ends FROM pieces), spanned AS (SELECT entry, scope, alike, begins, first, CASE WHEN ends THEN stop ELSE LEAD(stop) OVER (PARTITION BY scope, entry, alike ORDER BY first NULLS LAST, CASE WHEN ends THEN 0 ELSE 1 END NULLS LAST) END AS stop FROM marked WHERE begins OR ends), longest AS (SELECT * FROM (SELECT entry, scope, alike, first, stop, CASE WHEN first > 0 THEN CONCAT(COALESCE(CAST(first AS STRING), ''), '-', COALESCE(CAST(stop - 1 AS STRING), '')) ELSE '?' END AS units FROM spanned WHERE begins) AS merged_ranges) SELECT l.entry, p.date, l.first, l.stop - 1 AS last, n.row_name AS other FROM longest AS l INNER JOIN pieces AS p ON l.entry = p.entry AND l.scope = p.scope AND l.alike = p.alike AND l.first = p.first INNER JOIN row_names AS n ON p.earliest_entry = n.entry

-- serials-unknown
WITH examined AS (SELECT * FROM entries WHERE kind <> 'issuance') SELECT * FROM (SELECT entry FROM examined WHERE line = 'pool') AS answer

-- numbering-mixed
WITH examined AS (SELECT * FROM entries WHERE kind <> 'issuance') SELECT * FROM (SELECT e.entry FROM examined AS e INNER JOIN mixed_scopes AS m ON e.scope = m.scope WHERE e.line = 'itmo') AS answer
