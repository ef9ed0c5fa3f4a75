-- Which movements does the counterpart not tell at all?
-- One row per row of movements_abroad with serial numbers, of entries no part of which is matched.
--
-- is_complete               the counterpart has declared its record of that year complete
WITH independent AS (
    SELECT *
    FROM movements_abroad
    WHERE NOT is_by_one_recorder
),

matched AS (
    SELECT DISTINCT entry
    FROM independent
    WHERE is_matched
),

declared AS (
    SELECT DISTINCT party, year
    FROM coverage
    WHERE is_complete
)

SELECT i.entry, i.scope, i.first, i.stop, i.kind, i.counterpart, i.year, d.party IS NOT NULL AS is_complete
FROM independent AS i
LEFT JOIN matched AS m ON i.entry = m.entry
LEFT JOIN declared AS d ON i.counterpart = d.party AND i.year = d.year
WHERE i.line <> 'pool' AND NOT i.is_matched AND m.entry IS NULL
