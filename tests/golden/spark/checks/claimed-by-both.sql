-- examined
SELECT e.* FROM entries AS e INNER JOIN recorded AS r ON e.entry = r.entry WHERE e.kind = 'retirement' AND COALESCE(e.using_party, e.from_party) = r.host AND COALESCE(e.purpose = 'NDC', TRUE)

-- faults
WITH pieces AS (SELECT entry, scope, CONCAT_WS('|', host, CAST(first_transfer_on AS STRING)) AS alike, first, stop, host, first_transfer_on FROM unit_status WHERE line <> 'pool' AND kind = 'retirement' AND used_by = host AND COALESCE(purpose = 'NDC', TRUE) AND NOT first_transfer_on IS NULL), marked AS (SELECT entry, scope, alike, first, stop, COALESCE(LAG(stop) OVER (PARTITION BY scope, entry, alike ORDER BY first NULLS LAST) <> first, TRUE) AS begins, COALESCE(LEAD(first) OVER (PARTITION BY scope, entry, alike ORDER BY first NULLS LAST) <> stop, TRUE) AS ends FROM pieces), spanned AS (SELECT entry, scope, alike, begins, first, CASE WHEN ends THEN stop ELSE LEAD(stop) OVER (PARTITION BY scope, entry, alike ORDER BY first NULLS LAST, CASE WHEN ends THEN 0 ELSE 1 END NULLS LAST) END AS stop FROM marked WHERE begins OR ends), longest AS (SELECT * FROM (SELECT entry, scope, alike, first, stop, CASE WHEN first > 0 THEN CONCAT(COALESCE(CAST(first AS STRING), ''), '-', COALESCE(CAST(stop - 1 AS STRING), '')) ELSE '?' END AS units FROM spanned WHERE begins) AS merged_ranges) SELECT l.entry, p.host, p.first_transfer_on, l.first, l.stop - 1 AS last FROM longest AS l INNER JOIN pieces AS p ON l.entry = p.entry AND l.scope = p.scope AND l.alike = p.alike AND l.first = p.first

-- serials-unknown
WITH examined AS (SELECT e.* FROM entries AS e INNER JOIN recorded AS r ON e.entry = r.entry WHERE e.kind = 'retirement' AND COALESCE(e.using_party, e.from_party) = r.host AND COALESCE(e.purpose = 'NDC', TRUE)) SELECT * FROM (SELECT entry FROM examined WHERE line = 'pool') AS answer

-- numbering-mixed
WITH examined AS (SELECT e.* FROM entries AS e INNER JOIN recorded AS r ON e.entry = r.entry WHERE e.kind = 'retirement' AND COALESCE(e.using_party, e.from_party) = r.host AND COALESCE(e.purpose = 'NDC', TRUE)) SELECT * FROM (SELECT e.entry FROM examined AS e INNER JOIN mixed_scopes AS m ON e.scope = m.scope WHERE e.line = 'itmo') AS answer
