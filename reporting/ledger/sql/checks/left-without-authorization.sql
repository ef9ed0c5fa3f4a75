-- Which units left the host although no authorization in force made them ITMOs?
--
-- provision:  2/CMA.3 annex, para. 1(d)
-- examined:   one row per event and interval that takes units of 2021 or later from the host to another Party
-- found:      host, taker, date, units
--
-- Where the record has no authorization of the host at all, it cannot be told.
-- name: examined
SELECT *
FROM unit_status
WHERE kind IN ('issuance', 'transfer', 'acquisition') AND from_party = host AND to_party <> host AND era = 'paris';

-- name: faults
WITH pieces AS (
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
    LEFT JOIN versions_of_day AS v ON e.host = v.host AND e.authorization_id = v.authorization_id AND e.date = v.date
    WHERE NOT e.is_itmo AND (e.date IS NOT NULL OR e.authorization_id IS NULL) AND v.host IS NULL
),

longest AS (SELECT * FROM merged_ranges)

SELECT l.entry, p.host, p.taker, p.date, l.units
FROM longest AS l
INNER JOIN pieces AS p ON l.entry = p.entry AND l.scope = p.scope AND l.alike = p.alike AND l.first = p.first;

-- name: authorization-unknown
SELECT DISTINCT e.entry, e.host AS counterpart
FROM examined AS e
LEFT JOIN authorizing_parties AS a ON e.approach = a.approach AND e.host = a.party
LEFT JOIN versions_of_day AS v ON e.host = v.host AND e.authorization_id = v.authorization_id AND e.date = v.date
WHERE a.party IS NULL AND NOT e.is_itmo AND (e.date IS NOT NULL OR e.authorization_id IS NULL) AND v.host IS NULL;
