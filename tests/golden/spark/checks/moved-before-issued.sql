-- examined
SELECT * FROM entries WHERE kind <> 'issuance'

-- faults
WITH issued AS (SELECT scope, first, MIN(turn) AS issue FROM unit_status WHERE kind = 'issuance' AND line <> 'pool' GROUP BY scope, first), pieces AS (SELECT u.entry, u.scope, '' AS alike, u.first, u.stop FROM unit_status AS u LEFT JOIN issued AS i ON u.scope = i.scope AND u.first = i.first LEFT JOIN mixed_scopes AS m ON u.scope = m.scope WHERE u.line <> 'pool' AND m.scope IS NULL AND (u.turn < i.issue OR (i.scope IS NULL AND NOT u.is_opened))), marked AS (SELECT entry, scope, alike, first, stop, COALESCE(LAG(stop) OVER (PARTITION BY scope, entry, alike ORDER BY first NULLS LAST) <> first, TRUE) AS begins, COALESCE(LEAD(first) OVER (PARTITION BY scope, entry, alike ORDER BY first NULLS LAST) <> stop, TRUE) AS ends FROM pieces), spanned AS (SELECT entry, scope, alike, begins, first, CASE WHEN ends THEN stop ELSE LEAD(stop) OVER (PARTITION BY scope, entry, alike ORDER BY first NULLS LAST, CASE WHEN ends THEN 0 ELSE 1 END NULLS LAST) END AS stop FROM marked WHERE begins OR ends), longest AS (SELECT * FROM (SELECT entry, scope, alike, first, stop, CASE WHEN first > 0 THEN CONCAT(COALESCE(CAST(first AS STRING), ''), '-', COALESCE(CAST(stop - 1 AS STRING), '')) ELSE '?' END AS units FROM spanned WHERE begins) AS merged_ranges) SELECT entry, first, stop - 1 AS last FROM longest

-- serials-unknown
WITH examined AS (SELECT * FROM entries WHERE kind <> 'issuance') SELECT * FROM (SELECT entry FROM examined WHERE line = 'pool') AS answer

-- numbering-mixed
WITH examined AS (SELECT * FROM entries WHERE kind <> 'issuance') SELECT * FROM (SELECT e.entry FROM examined AS e INNER JOIN mixed_scopes AS m ON e.scope = m.scope WHERE e.line = 'itmo') AS answer
