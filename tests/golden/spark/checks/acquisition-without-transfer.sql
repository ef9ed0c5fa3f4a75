-- examined
SELECT * FROM entries WHERE kind = 'acquisition' AND from_party <> to_party

-- faults
WITH pieces AS (SELECT *, CONCAT_WS('|', counterpart, CAST(year AS STRING)) AS alike FROM unmatched_movements WHERE kind = 'acquisition' AND is_complete), marked AS (SELECT entry, scope, alike, first, stop, CASE WHEN first = LAG(stop) OVER (PARTITION BY scope, entry, alike ORDER BY first NULLS LAST) THEN 0 ELSE 1 END AS begins FROM pieces), runs AS (SELECT entry, scope, alike, first, stop, SUM(begins) OVER (PARTITION BY scope, entry, alike ORDER BY first NULLS LAST ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS run FROM marked), longest AS (SELECT * FROM (SELECT entry, scope, alike, MIN(first) AS first, MAX(stop) AS stop, CASE WHEN MIN(first) > 0 THEN CONCAT(COALESCE(CAST(MIN(first) AS STRING), ''), '-', COALESCE(CAST(MAX(stop) - 1 AS STRING), '')) ELSE '?' END AS units FROM runs GROUP BY entry, scope, alike, run) AS merged_ranges) SELECT l.entry, p.counterpart, p.year, l.first, l.stop - 1 AS last, l.stop - l.first AS quantity FROM longest AS l INNER JOIN pieces AS p ON l.entry = p.entry AND l.scope = p.scope AND l.alike = p.alike AND l.first = p.first

-- counterpart-silent
SELECT DISTINCT entry, counterpart, year FROM unmatched_movements WHERE kind = 'acquisition' AND NOT is_complete

-- serials-unknown
SELECT entry FROM movements_abroad WHERE kind = 'acquisition' AND line = 'pool' AND NOT is_matched AND NOT is_by_one_recorder
