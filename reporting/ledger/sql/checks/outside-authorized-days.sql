-- What was issued, used or cancelled before the first or after the last day that its authorization sets?
--
-- provision:  4/CMA.6 annex II, table 2 (elements from memory)
-- examined:   one row per issuance, retirement or cancellation and interval, under a version that sets days for it
-- found:      authorization, kind, date, earliest and latest (… where it sets none), units
--
-- An issuance goes by the version in force on its day; what ends units goes by the version that binds them, else by the
-- one in force. Where the authorization has no version in force on that day, other checks say so.
-- name: examined
WITH held AS (
    SELECT
        u.entry,
        u.scope,
        u.first,
        u.stop,
        u.kind,
        u.date,
        u.host,
        coalesce(CASE WHEN u.kind <> 'issuance' THEN u.binding_id END, u.authorization_id) AS held_id,
        coalesce(CASE WHEN u.kind <> 'issuance' THEN u.binding_version END, v.held_version) AS held_version
    FROM unit_status AS u
    LEFT JOIN versions_of_day AS v ON u.host = v.host AND u.authorization_id = v.authorization_id AND u.date = v.date
    WHERE u.kind IN ('issuance', 'retirement', 'cancellation', 'voluntary_cancellation') AND u.date IS NOT NULL
),

limited AS (
    SELECT
        h.*,
        CASE
            WHEN h.kind = 'issuance' THEN v.issuance_from
            WHEN h.kind = 'retirement' THEN v.use_from
            ELSE v.cancellation_from
        END AS earliest,
        CASE
            WHEN h.kind = 'issuance' THEN v.issuance_until
            WHEN h.kind = 'retirement' THEN v.use_until
            ELSE v.cancellation_until
        END AS latest
    FROM held AS h
    INNER JOIN authorization_terms AS v
        ON h.host = v.party AND h.held_id = v.authorization_id AND h.held_version = v.version
)

SELECT *
FROM limited
WHERE earliest IS NOT NULL OR latest IS NOT NULL;

-- name: faults
WITH pieces AS (
    SELECT
        *,
        concat_ws(
            chr(31),
            held_id,
            CAST(date AS VARCHAR),
            coalesce(CAST(earliest AS VARCHAR), ''),
            coalesce(CAST(latest AS VARCHAR), '')
        ) AS alike
    FROM examined
    WHERE date < earliest OR date > latest
),

longest AS (SELECT * FROM merged_ranges)

SELECT
    l.entry,
    p.held_id AS "authorization",
    p.kind,
    p.date,
    coalesce(CAST(p.earliest AS VARCHAR), '…') AS earliest,
    coalesce(CAST(p.latest AS VARCHAR), '…') AS latest,
    l.units
FROM longest AS l
INNER JOIN pieces AS p ON l.entry = p.entry AND l.scope = p.scope AND l.alike = p.alike AND l.first = p.first;
