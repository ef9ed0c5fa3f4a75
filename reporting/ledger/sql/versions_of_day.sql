-- Which version of the authorization that binds some units is in force on the day of an event?
-- One row per host, authorization and day on which something happened.
--
-- held_version              the version in force; no row where none is
-- host, authorization_id    the first transferring Party, and the authorization that binds
-- date                      the day
WITH days AS (
    SELECT DISTINCT host, authorization_id, date
    FROM unit_status
    WHERE authorization_id IS NOT NULL AND date IS NOT NULL
)

SELECT d.host, d.authorization_id, d.date, v.version AS held_version
FROM days AS d
INNER JOIN authorization_terms AS v ON d.host = v.party AND d.authorization_id = v.authorization_id
WHERE v.authorized_on <= d.date AND coalesce(v.in_force_until > d.date, TRUE)
