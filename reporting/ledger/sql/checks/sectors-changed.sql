-- Which sectors or activity types does only one of two versions have, where units are bound by the earlier?
--
-- provision:  2/CMA.3 annex, para. 33
-- examined:   one row per later and binding version
-- found:      authorization, version, bound, name
-- name: examined
SELECT *
FROM changed_authorizations;

-- name: faults
WITH kinds AS (
    SELECT party, authorization_id, version, sector AS name
    FROM authorization_sectors
    UNION
    SELECT party, authorization_id, version, activity_type
    FROM authorization_activities
),

added AS (
    SELECT e.*, k.name
    FROM examined AS e
    INNER JOIN kinds AS k
        ON e.party = k.party AND e.authorization_id = k.authorization_id AND e.version = k.version
    LEFT JOIN kinds AS b
        ON e.party = b.party AND e.authorization_id = b.authorization_id AND e.bound = b.version AND k.name = b.name
    WHERE b.party IS NULL AND NOT e.reaches
),

removed AS (
    SELECT e.*, b.name
    FROM examined AS e
    INNER JOIN kinds AS b
        ON e.party = b.party AND e.authorization_id = b.authorization_id AND e.bound = b.version
    LEFT JOIN kinds AS k
        ON
            e.party = k.party AND e.authorization_id = k.authorization_id AND e.version = k.version
            AND b.name = k.name
    WHERE k.party IS NULL AND NOT e.reaches
)

SELECT _package, _table, _row, version, bound, name, authorization_id AS "authorization"
FROM added
UNION ALL
SELECT _package, _table, _row, version, bound, name, authorization_id
FROM removed;
