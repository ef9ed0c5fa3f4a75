-- uncrowded_entries
SELECT e.entry, e.scope, CASE WHEN c.scope IS NULL THEN e.line ELSE 'pool' END AS line, CASE WHEN c.scope IS NULL THEN e.first ELSE -2 - 2 * e.entry END AS first, CASE WHEN c.scope IS NULL THEN e.stop ELSE -1 - 2 * e.entry END AS stop, e.* EXCEPT (entry, scope, line, first, stop) FROM entries AS e LEFT JOIN too_crowded AS c ON e.scope = c.scope
