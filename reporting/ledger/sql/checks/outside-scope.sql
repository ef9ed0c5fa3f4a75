-- Which first transfers are of a project, issuance and block that the binding version does not list?
--
-- provision:  4/CMA.6 annex II, table 2
-- examined:   one row per first transfer under a version that lists a scope
-- found:      authorization, origin, units
-- name: examined
WITH limited AS (
    SELECT DISTINCT party, authorization_id, version
    FROM authorization_scope
),

listed AS (
    SELECT
        f.entry,
        f.scope,
        f.first,
        f.stop,
        f.host,
        f.binding_id,
        f.binding_version,
        r.project_id,
        r.issuance_id,
        r.block_id,
        coalesce(r.block_id, r.issuance_id, r.project_id) AS origin
    FROM first_transfer_events AS f
    INNER JOIN limited AS l
        ON f.host = l.party AND f.binding_id = l.authorization_id AND f.binding_version = l.version
    INNER JOIN recorded AS r ON f.origin = r.entry
)

SELECT l.*, a.party IS NOT NULL OR b.party IS NOT NULL OR c.party IS NOT NULL AS is_within
FROM listed AS l
LEFT JOIN authorization_scope AS a
    ON
        l.host = a.party AND l.binding_id = a.authorization_id AND l.binding_version = a.version
        AND a.scope = 'project' AND l.project_id = a.key
LEFT JOIN authorization_scope AS b
    ON
        l.host = b.party AND l.binding_id = b.authorization_id AND l.binding_version = b.version
        AND b.scope = 'issuance' AND l.issuance_id = b.key
LEFT JOIN authorization_scope AS c
    ON
        l.host = c.party AND l.binding_id = c.authorization_id AND l.binding_version = c.version
        AND c.scope = 'block' AND l.block_id = c.key;

-- name: faults
WITH pieces AS (
    SELECT entry, scope, concat_ws(chr(31), binding_id, origin) AS alike, first, stop, binding_id, origin
    FROM examined
    WHERE NOT is_within AND origin IS NOT NULL
),

longest AS (SELECT * FROM merged_ranges)

SELECT l.entry, p.binding_id AS "authorization", p.origin, l.units
FROM longest AS l
INNER JOIN pieces AS p ON l.entry = p.entry AND l.scope = p.scope AND l.alike = p.alike AND l.first = p.first;

-- name: origin-unknown
SELECT DISTINCT entry
FROM examined
WHERE NOT is_within AND origin IS NULL;
