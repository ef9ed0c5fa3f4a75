-- Which events without serial numbers come after a first transfer that nobody recorded?
--
-- provision:  2/CMA.3 annex, para. 2(b)
-- examined:   one row per event without serial numbers of units first transferred before, by their definition
-- found:      vintage, authorization
--
-- Under an authorization that defines issuance or authorization as first transfer, an event without serial numbers
-- comes after it. Where no issuance tells of it, those tonnes are first transferred nowhere. The version in force on
-- the day holds; of units authorized later, the one that authorizes them. Where the host has told nothing of those
-- units, and has not declared the year complete, it may yet.
-- name: examined
WITH terms AS (
    SELECT approach, party, authorization_id, authorized_on, in_force_until
    FROM authorization_terms
    WHERE kind <> 'entity' AND (on_issuance OR on_authorization)
),

bound AS (
    SELECT
        u.entry,
        t.authorized_on,
        t.in_force_until,
        CASE WHEN u.date IS NOT NULL THEN greatest(u.date, t.authorized_on) END AS day
    FROM unit_status AS u
    INNER JOIN terms AS t ON u.approach = t.approach AND u.host = t.party AND u.authorization_id = t.authorization_id
    WHERE u.line = 'pool' AND u.kind <> 'issuance' AND u.era = 'paris'
),

presupposing AS (
    SELECT DISTINCT entry
    FROM bound
    WHERE coalesce(authorized_on <= day, TRUE) AND NOT coalesce(in_force_until <= day, in_force_until IS NOT NULL)
),

first_transferred AS (
    SELECT DISTINCT s.family, u.binding_id
    FROM unit_status AS u
    INNER JOIN scopes AS s ON u.scope = s.scope
    WHERE u.is_first_transfer
),

told_by_host AS (
    SELECT DISTINCT s.family
    FROM entries AS e
    INNER JOIN scopes AS s ON e.scope = s.scope
    WHERE e.recorder = s.host
),

declared AS (
    SELECT DISTINCT party, year
    FROM coverage
    WHERE is_complete
)

SELECT
    u.entry,
    u.host,
    CAST(year(u.date) AS BIGINT) AS year,
    u.authorization_id,
    s.vintage,
    f.family IS NOT NULL AS has_first_transfer,
    t.family IS NULL AND d.party IS NULL AS may_be_told_yet
FROM unit_status AS u
INNER JOIN presupposing AS p ON u.entry = p.entry
INNER JOIN scopes AS s ON u.scope = s.scope
LEFT JOIN first_transferred AS f ON s.family = f.family AND u.authorization_id = f.binding_id
LEFT JOIN told_by_host AS t ON s.family = t.family
LEFT JOIN declared AS d ON u.host = d.party AND year(u.date) = d.year;

-- name: faults
SELECT entry, vintage, authorization_id AS "authorization"
FROM examined
WHERE NOT has_first_transfer AND NOT may_be_told_yet;

-- name: counterpart-silent
SELECT entry, year, host AS counterpart
FROM examined
WHERE NOT has_first_transfer AND may_be_told_yet;
