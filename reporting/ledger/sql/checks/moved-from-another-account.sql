-- Which units are taken from an account they are not in, by the Party that holds them?
--
-- provision:  2/CMA.3 annex, para. 33
-- examined:   one row per event
-- found:      from_account, held_in, first, last
-- unverifiable: serials-unknown, numbering-mixed
-- name: examined
SELECT *
FROM entries
WHERE kind <> 'issuance';

-- name: faults
WITH pieces AS (
    SELECT
        u.entry,
        u.scope,
        concat_ws(chr(31), d.from_account, u.account_before) AS alike,
        u.first,
        u.stop,
        d.from_account,
        u.account_before AS held_in
    FROM unit_status AS u
    INNER JOIN recorded AS d ON u.entry = d.entry
    LEFT JOIN mixed_scopes AS m ON u.scope = m.scope
    WHERE
        u.line <> 'pool' AND u.kind <> 'issuance' AND u.ended_before IS NULL AND m.scope IS NULL
        AND u.from_party = u.holder_before AND d.from_account <> u.account_before
),

longest AS (SELECT * FROM merged_ranges)

SELECT l.entry, p.from_account, p.held_in, l.first, l.stop - 1 AS last
FROM longest AS l
INNER JOIN pieces AS p ON l.entry = p.entry AND l.scope = p.scope AND l.alike = p.alike AND l.first = p.first;
