-- Which Parties used units of an authorization that lists others?
--
-- provision:  4/CMA.6 annex II, tables 2 and 3
-- examined:   one row per event and interval used by a Party that is not the host, or for another purpose by who does
--             not hold the units, under a version that lists Parties
-- found:      authorization, party, units
-- name: examined
WITH listing AS (
    SELECT DISTINCT party, authorization_id, version
    FROM authorization_parties
)

SELECT u.*
FROM purposeful_ends AS u
INNER JOIN listing AS l ON u.host = l.party AND u.held_id = l.authorization_id AND u.held_version = l.version
WHERE u.using_party <> u.host OR (u.using_party <> u.from_party AND u.purpose <> 'NDC');

-- name: faults
WITH pieces AS (
    SELECT
        e.entry,
        e.scope,
        concat_ws(chr(31), e.held_id, e.using_party) AS alike,
        e.first,
        e.stop,
        e.held_id,
        e.using_party
    FROM examined AS e
    LEFT JOIN authorization_parties AS p
        ON
            e.host = p.party AND e.held_id = p.authorization_id AND e.held_version = p.version
            AND e.using_party = p.authorized_party
    WHERE p.party IS NULL
),

longest AS (SELECT * FROM merged_ranges)

SELECT l.entry, p.held_id AS "authorization", p.using_party AS party, l.units
FROM longest AS l
INNER JOIN pieces AS p ON l.entry = p.entry AND l.scope = p.scope AND l.alike = p.alike AND l.first = p.first;
