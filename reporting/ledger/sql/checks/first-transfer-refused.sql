-- Which units were used for OIMP without a first transfer, as their terms allow no answer?
--
-- provision:  2/CMA.3 annex, para. 2(b)
-- examined:   one row per event and interval retired or cancelled for OIMP
-- found:      authorization, purpose, units
-- name: examined
SELECT *
FROM unit_status
WHERE
    kind IN ('retirement', 'cancellation', 'voluntary_cancellation') AND purpose IN ('IMP', 'OP')
    AND era = 'paris' AND authorization_id IS NOT NULL;

-- name: faults
WITH pieces AS (
    SELECT
        e.entry,
        e.scope,
        concat_ws(chr(31), e.authorization_id, e.purpose) AS alike,
        e.first,
        e.stop,
        e.authorization_id,
        e.purpose
    FROM examined AS e
    INNER JOIN versions_of_day AS d
        ON e.host = d.host AND e.authorization_id = d.authorization_id AND e.date = d.date
    INNER JOIN authorization_terms AS v
        ON d.host = v.party AND d.authorization_id = v.authorization_id AND d.held_version = v.version
    WHERE NOT e.is_itmo AND v.refused
),

longest AS (SELECT * FROM merged_ranges)

SELECT l.entry, p.authorization_id AS "authorization", p.purpose, l.units
FROM longest AS l
INNER JOIN pieces AS p ON l.entry = p.entry AND l.scope = p.scope AND l.alike = p.alike AND l.first = p.first;
