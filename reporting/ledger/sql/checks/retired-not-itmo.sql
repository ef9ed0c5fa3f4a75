-- Which units were retired for the NDC of another Party without being ITMOs?
--
-- provision:  2/CMA.3 annex, paras. 1(d) and 2(a)
-- examined:   one row per event and interval retired for the NDC of a Party that is not the host, of 2021 or later
-- found:      party, host, units
--
-- Units of an authorization that is not in force on the day are found by used-without-authorization.
-- name: examined
SELECT *
FROM uses_towards_ndcs
WHERE era = 'paris';

-- name: faults
WITH lapsed AS (
    SELECT DISTINCT e.entry
    FROM examined AS e
    LEFT JOIN versions_of_day AS v
        ON e.host = v.host AND e.authorization_id = v.authorization_id AND e.date = v.date
    WHERE NOT e.is_itmo AND e.authorization_id IS NOT NULL AND v.host IS NULL
),

pieces AS (
    SELECT
        e.entry,
        e.scope,
        concat_ws('|', e.used_by, e.host) AS alike,
        e.first,
        e.stop,
        e.used_by,
        e.host
    FROM examined AS e
    INNER JOIN authorizing_parties AS a ON e.approach = a.approach AND e.host = a.party
    LEFT JOIN lapsed AS l ON e.entry = l.entry
    WHERE NOT e.is_itmo AND l.entry IS NULL
),

longest AS (SELECT * FROM merged_ranges)

SELECT l.entry, p.used_by AS party, p.host, l.units
FROM longest AS l
INNER JOIN pieces AS p ON l.entry = p.entry AND l.scope = p.scope AND l.alike = p.alike AND l.first = p.first;

-- name: authorization-unknown
WITH lapsed AS (
    SELECT DISTINCT e.entry
    FROM examined AS e
    LEFT JOIN versions_of_day AS v
        ON e.host = v.host AND e.authorization_id = v.authorization_id AND e.date = v.date
    WHERE NOT e.is_itmo AND e.authorization_id IS NOT NULL AND v.host IS NULL
)

SELECT DISTINCT e.entry, e.host AS counterpart
FROM examined AS e
LEFT JOIN authorizing_parties AS a ON e.approach = a.approach AND e.host = a.party
LEFT JOIN lapsed AS l ON e.entry = l.entry
WHERE NOT e.is_itmo AND l.entry IS NULL AND a.party IS NULL;
