-- examined
SELECT e.* FROM entries AS e LEFT JOIN other_holders AS o ON e.to_party = o.party WHERE e.kind = 'transfer' AND e.from_party <> e.to_party AND o.party IS NULL

-- faults
WITH pieces AS (SELECT *, CONCAT_WS('|', counterpart, CAST(year AS STRING)) AS alike FROM unmatched_movements WHERE kind = 'transfer' AND is_complete), marked AS (SELECT entry, scope, alike, first, stop, COALESCE(LAG(stop) OVER (PARTITION BY scope, entry, alike ORDER BY first NULLS LAST) <> first, TRUE) AS begins, COALESCE(LEAD(first) OVER (PARTITION BY scope, entry, alike ORDER BY first NULLS LAST) <> stop, TRUE) AS ends FROM pieces), spanned AS (SELECT entry, scope, alike, begins, first, CASE WHEN ends THEN stop ELSE LEAD(stop) OVER (PARTITION BY scope, entry, alike ORDER BY first NULLS LAST, CASE WHEN ends THEN 0 ELSE 1 END NULLS LAST) END AS stop FROM marked WHERE begins OR ends), longest AS (SELECT * FROM (SELECT entry, scope, alike, first, stop, CASE WHEN first > 0 THEN CONCAT(COALESCE(CAST(first AS STRING), ''), '-', COALESCE(CAST(stop - 1 AS STRING), '')) ELSE '?' END AS units FROM spanned WHERE begins) AS merged_ranges) SELECT l.entry, p.counterpart, p.year, l.first, l.stop - 1 AS last, l.stop - l.first AS quantity FROM longest AS l INNER JOIN pieces AS p ON l.entry = p.entry AND l.scope = p.scope AND l.alike = p.alike AND l.first = p.first

-- counterpart-silent
SELECT DISTINCT entry, counterpart, year FROM unmatched_movements WHERE kind = 'transfer' AND NOT is_complete

-- serials-unknown
SELECT entry FROM movements_abroad WHERE kind = 'transfer' AND line = 'pool' AND NOT is_matched AND NOT is_by_one_recorder

-- mirror-not-independent
SELECT DISTINCT entry, recorder FROM movements_abroad WHERE is_by_one_recorder
