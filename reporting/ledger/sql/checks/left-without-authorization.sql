-- Which units left the host although no authorization in force made them ITMOs?
--
-- provision:  2/CMA.3 annex, para. 1(d)
-- examined:   one row per event and interval that takes units of 2021 or later from the host to another Party
-- found:      host, taker, date, units
--
-- Where the record has no authorization of the host at all, it cannot be told. What the Article 6.4 mechanism takes for
-- the Adaptation Fund it takes of all A6.4ERs, authorized or not.
-- name: examined
SELECT u.*
FROM unit_status AS u
LEFT JOIN shares AS m ON u.entry = m.entry
WHERE
    u.kind IN ('issuance', 'transfer', 'acquisition') AND u.from_party = u.host AND u.to_party <> u.host
    AND u.era = 'paris' AND NOT coalesce(m.is_mandatory, FALSE);

-- name: faults
WITH in_force AS (
    SELECT v.host, v.authorization_id, v.date
    FROM versions_of_day AS v
    INNER JOIN authorization_terms AS t
        ON v.host = t.party AND v.authorization_id = t.authorization_id AND v.held_version = t.version
    WHERE t.kind <> 'entity'
),

pieces AS (
    SELECT
        e.entry,
        e.scope,
        concat_ws('|', e.host, e.to_party, CAST(e.date AS VARCHAR)) AS alike,
        e.first,
        e.stop,
        e.host,
        e.to_party AS taker,
        e.date
    FROM examined AS e
    INNER JOIN authorizing_parties AS a ON e.approach = a.approach AND e.host = a.party
    LEFT JOIN in_force AS v ON e.host = v.host AND e.authorization_id = v.authorization_id AND e.date = v.date
    WHERE NOT e.is_itmo AND (e.date IS NOT NULL OR e.authorization_id IS NULL) AND v.host IS NULL
),

longest AS (SELECT * FROM merged_ranges)

SELECT l.entry, p.host, p.taker, p.date, l.units
FROM longest AS l
INNER JOIN pieces AS p ON l.entry = p.entry AND l.scope = p.scope AND l.alike = p.alike AND l.first = p.first;

-- name: authorization-unknown
WITH in_force AS (
    SELECT v.host, v.authorization_id, v.date
    FROM versions_of_day AS v
    INNER JOIN authorization_terms AS t
        ON v.host = t.party AND v.authorization_id = t.authorization_id AND v.held_version = t.version
    WHERE t.kind <> 'entity'
)

SELECT DISTINCT e.entry, e.host AS counterpart
FROM examined AS e
LEFT JOIN authorizing_parties AS a ON e.approach = a.approach AND e.host = a.party
LEFT JOIN in_force AS v ON e.host = v.host AND e.authorization_id = v.authorization_id AND e.date = v.date
WHERE a.party IS NULL AND NOT e.is_itmo AND (e.date IS NOT NULL OR e.authorization_id IS NULL) AND v.host IS NULL;
