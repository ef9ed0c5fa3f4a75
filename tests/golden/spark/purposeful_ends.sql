-- purposeful_ends
SELECT u.*, COALESCE(u.binding_id, u.authorization_id) AS held_id, COALESCE(u.binding_version, v.held_version) AS held_version FROM unit_status AS u LEFT JOIN versions_of_day AS v ON u.host = v.host AND u.authorization_id = v.authorization_id AND u.date = v.date WHERE u.kind IN ('retirement', 'cancellation', 'voluntary_cancellation') AND u.purpose IN ('NDC', 'IMP', 'OP')
