-- Which Parties acquired ITMOs of an authorization that lists others?
--
-- provision:  4/CMA.6 annex II, table 2
-- examined:   one row per event and interval by which another Party receives ITMOs bound by a version that lists
--             Parties
-- found:      authorization, party, units
-- name: examined
WITH listing AS (
    SELECT DISTINCT party, authorization_id, version
    FROM authorization_parties
)

SELECT u.*
FROM unit_status AS u
INNER JOIN listing AS l
    ON u.host = l.party AND u.binding_id = l.authorization_id AND u.binding_version = l.version
LEFT JOIN other_holders AS o ON u.to_party = o.party
WHERE
    u.kind IN ('issuance', 'transfer', 'acquisition') AND u.to_party <> u.host AND u.is_itmo AND o.party IS NULL;

-- name: faults
WITH pieces AS (
    SELECT
        e.entry,
        e.scope,
        concat_ws(chr(31), e.binding_id, e.to_party) AS alike,
        e.first,
        e.stop,
        e.binding_id,
        e.to_party
    FROM examined AS e
    LEFT JOIN authorization_parties AS p
        ON
            e.host = p.party AND e.binding_id = p.authorization_id AND e.binding_version = p.version
            AND e.to_party = p.authorized_party
    WHERE p.party IS NULL
),

longest AS (SELECT * FROM merged_ranges)

SELECT l.entry, p.binding_id AS "authorization", p.to_party AS party, l.units
FROM longest AS l
INNER JOIN pieces AS p ON l.entry = p.entry AND l.scope = p.scope AND l.alike = p.alike AND l.first = p.first;
