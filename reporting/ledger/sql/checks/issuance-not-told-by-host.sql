-- What did a Party's registry issue of a host's units that the host's complete record does not have?
--
-- provision:  2/CMA.3 annex, para. 33
-- examined:   one row per issuance into the account of another Party than the host
-- found:      counterpart, year, first, last, quantity
--
-- The host first transferred the units all the same: what another registry issues is never the host's to record.
-- name: examined
SELECT *
FROM entries
WHERE kind = 'issuance' AND from_party <> to_party;

-- name: faults
WITH pieces AS (
    SELECT *, counterpart AS alike
    FROM issuances_untold
    WHERE counterpart = host AND is_complete
),

longest AS (SELECT * FROM merged_ranges)

SELECT l.entry, p.counterpart, p.year, l.first, l.stop - 1 AS last, l.stop - l.first AS quantity
FROM longest AS l
INNER JOIN pieces AS p ON l.entry = p.entry AND l.scope = p.scope AND l.alike = p.alike AND l.first = p.first;
