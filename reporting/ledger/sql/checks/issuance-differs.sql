-- Which part of an issuance into another Party's account does only one registry tell, where both told a part?
--
-- provision:  2/CMA.3 annex, para. 33
-- examined:   one row per issuance into the account of another Party than the host
-- found:      counterpart, first, last, quantity
-- name: examined
SELECT *
FROM entries
WHERE kind = 'issuance' AND from_party <> to_party;

-- name: faults
WITH matched AS (
    SELECT DISTINCT entry
    FROM issuances_abroad
    WHERE is_matched
),

pieces AS (
    SELECT i.entry, i.scope, i.counterpart AS alike, i.first, i.stop, i.counterpart
    FROM issuances_abroad AS i
    INNER JOIN matched AS m ON i.entry = m.entry
    WHERE i.line <> 'pool' AND NOT i.is_matched
),

longest AS (SELECT * FROM merged_ranges)

SELECT l.entry, p.counterpart, l.first, l.stop - 1 AS last, l.stop - l.first AS quantity
FROM longest AS l
INNER JOIN pieces AS p ON l.entry = p.entry AND l.scope = p.scope AND l.alike = p.alike AND l.first = p.first;
