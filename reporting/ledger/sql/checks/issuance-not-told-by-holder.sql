-- What did a host issue into the account of a Party whose complete record does not have it?
--
-- provision:  2/CMA.3 annex, para. 33
-- examined:   one row per issuance into the account of another Party than the host
-- found:      counterpart, year, first, last, quantity
--
-- The holder acquired the units with this issuance: its record of the year lacks the acquisition.
-- name: examined
SELECT *
FROM entries
WHERE kind = 'issuance' AND from_party <> to_party;

-- name: faults
WITH pieces AS (
    SELECT *, counterpart AS alike
    FROM issuances_untold
    WHERE counterpart = holder AND is_complete
),

longest AS (SELECT * FROM merged_ranges)

SELECT l.entry, p.counterpart, p.year, l.first, l.stop - 1 AS last, l.stop - l.first AS quantity
FROM longest AS l
INNER JOIN pieces AS p ON l.entry = p.entry AND l.scope = p.scope AND l.alike = p.alike AND l.first = p.first;

-- name: counterpart-silent
SELECT DISTINCT entry, counterpart, year
FROM issuances_untold
WHERE counterpart = holder AND NOT is_complete;
