-- Which entities used or cancelled units without being authorized to?
--
-- provision:  4/CMA.6 annex II, tables 3 and 5
-- examined:   one row per event and interval used or cancelled for a purpose by an entity
-- found:      entity, authorization, units
--
-- A version that lists entities authorizes those alone; otherwise those authorized for the approach by that day are.
-- name: examined
SELECT u.*, r.using_entity
FROM purposeful_ends AS u
INNER JOIN recorded AS r ON u.entry = r.entry
WHERE r.using_entity IS NOT NULL;

-- name: faults
WITH listing AS (
    SELECT DISTINCT party, authorization_id, version
    FROM authorization_entities
),

judged AS (
    SELECT
        e.*,
        l.party IS NOT NULL AS is_listed_version,
        n.party IS NOT NULL AS is_listed
    FROM examined AS e
    LEFT JOIN listing AS l
        ON e.host = l.party AND e.held_id = l.authorization_id AND e.held_version = l.version
    LEFT JOIN authorization_entities AS n
        ON
            e.host = n.party AND e.held_id = n.authorization_id AND e.held_version = n.version
            AND e.using_entity = n.entity_id
),

in_time AS (
    SELECT DISTINCT j.entry
    FROM judged AS j
    INNER JOIN authorized_entities AS a ON j.approach = a.approach AND j.using_entity = a.entity_id
    WHERE NOT j.is_listed_version AND coalesce(a.authorized_on <= j.date, TRUE)
),

others AS (
    SELECT j.*, coalesce(j.held_id, j.approach) AS held_under
    FROM judged AS j
    LEFT JOIN in_time AS t ON j.entry = t.entry
    WHERE NOT j.is_listed AND (j.is_listed_version OR t.entry IS NULL)
),

pieces AS (
    SELECT *, concat_ws(chr(31), using_entity, held_under) AS alike
    FROM others
),

longest AS (SELECT * FROM merged_ranges)

SELECT l.entry, p.using_entity AS entity, p.held_under AS "authorization", l.units
FROM longest AS l
INNER JOIN pieces AS p ON l.entry = p.entry AND l.scope = p.scope AND l.alike = p.alike AND l.first = p.first;
