-- Which units are moved by a Party that does not hold them?
--
-- provision:  2/CMA.3 annex, para. 33
-- examined:   one row per event
-- found:      from_party, holder, first, last
-- unverifiable: serials-unknown, numbering-mixed
--
-- What is moved after its end is found by used-twice.
-- name: examined
SELECT *
FROM entries
WHERE kind <> 'issuance';

-- name: faults
WITH pieces AS (
    SELECT
        u.entry,
        u.scope,
        concat_ws('|', u.from_party, u.holder_before) AS alike,
        u.first,
        u.stop,
        u.from_party,
        u.holder_before AS holder
    FROM unit_status AS u
    LEFT JOIN mixed_scopes AS m ON u.scope = m.scope
    WHERE
        u.line <> 'pool' AND u.kind <> 'issuance' AND u.ended_before IS NULL AND m.scope IS NULL
        AND u.from_party <> u.holder_before
),

longest AS (SELECT * FROM merged_ranges)

SELECT l.entry, p.from_party, p.holder, l.first, l.stop - 1 AS last
FROM longest AS l
INNER JOIN pieces AS p ON l.entry = p.entry AND l.scope = p.scope AND l.alike = p.alike AND l.first = p.first;
