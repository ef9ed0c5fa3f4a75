-- Which units were used for a purpose that the version which holds does not authorize?
--
-- provision:  2/CMA.3 annex, para. 1(d) and (f)
-- examined:   one row per event and interval used for a purpose, under a version with purposes
-- found:      authorization, purpose, purposes, units
-- name: examined
SELECT u.*, v.purposes
FROM purposeful_ends AS u
INNER JOIN authorization_terms AS v
    ON u.host = v.party AND u.held_id = v.authorization_id AND u.held_version = v.version
WHERE v.purposes IS NOT NULL;

-- name: faults
WITH pieces AS (
    SELECT
        e.entry,
        e.scope,
        concat_ws(chr(31), e.held_id, e.purpose, e.purposes) AS alike,
        e.first,
        e.stop,
        e.held_id,
        e.purpose,
        e.purposes
    FROM examined AS e
    LEFT JOIN covering_purposes AS c ON e.purpose = c.purpose AND e.purposes = c.purposes
    WHERE c.purpose IS NULL
),

longest AS (SELECT * FROM merged_ranges)

SELECT l.entry, p.held_id AS "authorization", p.purpose, p.purposes, l.units
FROM longest AS l
INNER JOIN pieces AS p ON l.entry = p.entry AND l.scope = p.scope AND l.alike = p.alike AND l.first = p.first;
