-- examined
SELECT * FROM entries WHERE kind <> 'issuance'

-- faults
WITH ended AS (SELECT scope, first, entry AS ended_as, kind AS ended, date AS ended_on FROM unit_status WHERE line <> 'pool' AND ended_before IS NULL AND kind IN ('retirement', 'cancellation', 'voluntary_cancellation')), pieces AS (SELECT u.entry, u.scope, CONCAT_WS('|', CAST(e.ended_as AS STRING), e.ended, CAST(e.ended_on AS STRING)) AS alike, u.first, u.stop, e.ended_as, e.ended, e.ended_on FROM unit_status AS u INNER JOIN ended AS e ON u.scope = e.scope AND u.first = e.first WHERE NOT u.ended_before IS NULL), marked AS (SELECT entry, scope, alike, first, stop, COALESCE(LAG(stop) OVER (PARTITION BY scope, entry, alike ORDER BY first NULLS LAST) <> first, TRUE) AS begins, COALESCE(LEAD(first) OVER (PARTITION BY scope, entry, alike ORDER BY first NULLS LAST) <> stop, TRUE) AS ends FROM pieces), spanned AS (SELECT entry, scope, alike, begins, first, CASE WHEN ends THEN stop ELSE LEAD(stop) OVER (PARTITION BY scope, entry, alike ORDER BY first NULLS LAST, CASE WHEN ends THEN 0 ELSE 1 END NULLS LAST) END AS stop FROM marked WHERE begins OR ends), longest AS (SELECT * FROM (SELECT entry, scope, alike, first, stop, CASE WHEN first > 0 THEN CONCAT(COALESCE(CAST(first AS STRING), ''), '-', COALESCE(CAST(stop - 1 AS STRING), '')) ELSE '?' END AS units FROM spanned WHERE begins) AS merged_ranges) SELECT l.entry, p.ended, p.ended_on, l.first, l.stop - 1 AS last, n.row_name AS other FROM longest AS l INNER JOIN pieces AS p ON l.entry = p.entry AND l.scope = p.scope AND l.alike = p.alike AND l.first = p.first INNER JOIN row_names AS n ON p.ended_as = n.entry

-- serials-unknown
WITH examined AS (SELECT * FROM entries WHERE kind <> 'issuance') SELECT * FROM (SELECT entry FROM examined WHERE line = 'pool') AS answer

-- numbering-mixed
WITH examined AS (SELECT * FROM entries WHERE kind <> 'issuance') SELECT * FROM (SELECT e.entry FROM examined AS e INNER JOIN mixed_scopes AS m ON e.scope = m.scope WHERE e.line = 'itmo') AS answer
