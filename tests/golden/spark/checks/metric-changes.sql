-- examined
SELECT * FROM entries

-- faults
WITH met AS (SELECT entry, scope, first, stop, metric, MIN(entry) OVER (PARTITION BY scope, first) AS earliest FROM matched_events WHERE first > 0 AND NOT metric IS NULL), compared AS (SELECT *, MIN(CASE WHEN entry = earliest THEN metric END) OVER (PARTITION BY scope, first) AS metric_there FROM met), pieces AS (SELECT *, CONCAT_WS('|', CAST(earliest AS STRING), metric, metric_there) AS alike FROM compared WHERE metric <> metric_there), marked AS (SELECT entry, scope, alike, first, stop, COALESCE(LAG(stop) OVER (PARTITION BY scope, entry, alike ORDER BY first NULLS LAST) <> first, TRUE) AS begins, COALESCE(LEAD(first) OVER (PARTITION BY scope, entry, alike ORDER BY first NULLS LAST) <> stop, TRUE) AS ends FROM pieces), spanned AS (SELECT entry, scope, alike, begins, first, CASE WHEN ends THEN stop ELSE LEAD(stop) OVER (PARTITION BY scope, entry, alike ORDER BY first NULLS LAST, CASE WHEN ends THEN 0 ELSE 1 END NULLS LAST) END AS stop FROM marked WHERE begins OR ends), longest AS (SELECT * FROM (SELECT entry, scope, alike, first, stop, CASE WHEN first > 0 THEN CONCAT(COALESCE(CAST(first AS STRING), ''), '-', COALESCE(CAST(stop - 1 AS STRING), '')) ELSE '?' END AS units FROM spanned WHERE begins) AS merged_ranges) SELECT l.entry, p.metric, p.metric_there, l.first, l.stop - 1 AS last, n.row_name AS other FROM longest AS l INNER JOIN pieces AS p ON l.entry = p.entry AND l.scope = p.scope AND l.alike = p.alike AND l.first = p.first INNER JOIN row_names AS n ON p.earliest = n.entry

-- serials-unknown
WITH examined AS (SELECT * FROM entries) SELECT * FROM (SELECT entry FROM examined WHERE line = 'pool') AS answer

-- numbering-mixed
WITH examined AS (SELECT * FROM entries) SELECT * FROM (SELECT e.entry FROM examined AS e INNER JOIN mixed_scopes AS m ON e.scope = m.scope WHERE e.line = 'itmo') AS answer
