-- Which first transfers are of a vintage that the binding version does not allow?
--
-- provision:  4/CMA.6 annex II, table 2
-- examined:   one row per first transfer under a version that limits vintages
-- found:      authorization, vintage, earliest, latest, units
-- name: examined
SELECT
    u.entry,
    u.scope,
    u.first,
    u.stop,
    u.binding_id,
    v.vintage_first AS earliest,
    v.vintage_last AS latest,
    r.vintage
FROM unit_status AS u
INNER JOIN authorization_terms AS v
    ON u.host = v.party AND u.binding_id = v.authorization_id AND u.binding_version = v.version
INNER JOIN recorded AS r ON u.entry = r.entry
WHERE u.is_first_transfer AND (v.vintage_first IS NOT NULL OR v.vintage_last IS NOT NULL);

-- name: faults
WITH pieces AS (
    SELECT
        *,
        concat_ws(
            chr(31),
            binding_id,
            CAST(vintage AS VARCHAR),
            coalesce(CAST(earliest AS VARCHAR), ''),
            coalesce(CAST(latest AS VARCHAR), '')
        ) AS alike
    FROM examined
    WHERE vintage < earliest OR vintage > latest
),

longest AS (SELECT * FROM merged_ranges)

SELECT l.entry, p.binding_id AS "authorization", p.vintage, p.earliest, p.latest, l.units
FROM longest AS l
INNER JOIN pieces AS p ON l.entry = p.entry AND l.scope = p.scope AND l.alike = p.alike AND l.first = p.first;
