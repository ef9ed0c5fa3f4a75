-- Which events does the host state as first transfers that are none?
--
-- provision:  2/CMA.3 annex, para. 2
-- examined:   one row per event and interval that the host states as first transfer
-- found:      authorization, definition (what it specifies; empty if nothing), trigger (the event that is the first
--             transfer; empty if none), units
--
-- What is a first transfer, purposes and definition of the authorization say; a statement adds to it only for what goes
-- to a holder that is no Party and for mandatory shares. One that contradicts it is not followed. Units without
-- authorization, or of a vintage before 2021, are never first transferred.
-- name: examined
SELECT u.*
FROM unit_status AS u
INNER JOIN transfers AS t ON u.entry = t.entry
WHERE t.stated_as_first_transfer;

-- name: faults
WITH pieces AS (
    SELECT
        e.entry,
        e.scope,
        concat_ws(
            chr(31), coalesce(e.authorization_id, ''), coalesce(v.definition, ''), coalesce(e.trigger, '')
        ) AS alike,
        e.first,
        e.stop,
        coalesce(e.authorization_id, '') AS authorization_id,
        coalesce(v.definition, '') AS definition,
        coalesce(e.trigger, '') AS trigger
    FROM examined AS e
    LEFT JOIN versions_of_day AS d
        ON e.host = d.host AND e.authorization_id = d.authorization_id AND e.date = d.date
    LEFT JOIN authorization_terms AS v
        ON d.host = v.party AND d.authorization_id = v.authorization_id AND d.held_version = v.version
    WHERE NOT e.is_first_transfer
),

longest AS (SELECT * FROM merged_ranges)

SELECT l.entry, p.authorization_id AS "authorization", p.definition, p.trigger, l.units
FROM longest AS l
INNER JOIN pieces AS p ON l.entry = p.entry AND l.scope = p.scope AND l.alike = p.alike AND l.first = p.first;
