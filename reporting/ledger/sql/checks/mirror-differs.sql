-- Which part of a movement does only one side tell, where both told a part?
--
-- provision:  2/CMA.3 annex, para. 33
-- examined:   one row per movement between two Parties
-- found:      counterpart, first, last, quantity
-- name: examined
SELECT *
FROM entries
WHERE kind IN ('transfer', 'acquisition') AND from_party <> to_party;

-- name: faults
WITH matched AS (
    SELECT DISTINCT entry
    FROM movements_abroad
    WHERE is_matched AND NOT is_by_one_recorder
),

pieces AS (
    SELECT u.entry, u.scope, u.counterpart AS alike, u.first, u.stop, u.counterpart
    FROM movements_abroad AS u
    INNER JOIN matched AS m ON u.entry = m.entry
    WHERE u.line <> 'pool' AND NOT u.is_matched AND NOT u.is_by_one_recorder
),

longest AS (SELECT * FROM merged_ranges)

SELECT l.entry, p.counterpart, l.first, l.stop - 1 AS last, l.stop - l.first AS quantity
FROM longest AS l
INNER JOIN pieces AS p ON l.entry = p.entry AND l.scope = p.scope AND l.alike = p.alike AND l.first = p.first;
