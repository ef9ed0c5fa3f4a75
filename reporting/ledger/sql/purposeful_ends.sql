-- What was retired or cancelled for a purpose, and under which version of an authorization?
-- One row per event and interval.
--
-- held_id, held_version     the version that binds the units, else the one in force on the day; empty where none is
-- the other columns         as in unit_status
--
-- A unit that was first transferred is bound for life by the version in force on that day (4/CMA.6, changes to
-- authorization); until then the version in force on the day of each event holds.
SELECT
    u.*,
    coalesce(u.binding_id, u.authorization_id) AS held_id,
    coalesce(u.binding_version, v.held_version) AS held_version
FROM unit_status AS u
LEFT JOIN versions_of_day AS v ON u.host = v.host AND u.authorization_id = v.authorization_id AND u.date = v.date
WHERE u.kind IN ('retirement', 'cancellation', 'voluntary_cancellation') AND u.purpose IN ('NDC', 'IMP', 'OP')
