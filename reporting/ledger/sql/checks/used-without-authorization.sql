-- Which units were used or cancelled for a purpose while their authorization was not in force?
--
-- provision:  2/CMA.3 annex, para. 1(d)
-- examined:   one row per event and interval retired or cancelled for a purpose, of units with an authorization; at
--             home, an NDC needs none
-- found:      authorization, date, units
-- name: examined
SELECT *
FROM purposeful_ends
WHERE era = 'paris' AND authorization_id IS NOT NULL AND (purpose <> 'NDC' OR used_by <> host);

-- name: faults
WITH pieces AS (
    SELECT
        e.entry,
        e.scope,
        concat_ws(chr(31), e.authorization_id, CAST(e.date AS VARCHAR)) AS alike,
        e.first,
        e.stop,
        e.authorization_id,
        e.date
    FROM examined AS e
    LEFT JOIN versions_of_day AS v
        ON e.host = v.host AND e.authorization_id = v.authorization_id AND e.date = v.date
    WHERE NOT e.is_itmo AND v.host IS NULL
),

longest AS (SELECT * FROM merged_ranges)

SELECT l.entry, p.authorization_id AS "authorization", p.date, l.units
FROM longest AS l
INNER JOIN pieces AS p ON l.entry = p.entry AND l.scope = p.scope AND l.alike = p.alike AND l.first = p.first;
