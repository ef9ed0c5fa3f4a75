-- The entries, with those of scopes that would be cut too often as if nothing were known of their serial numbers.
-- One row per row of entries; its columns are those of entries.
--
-- reads:  too_crowded       the scopes, from crowded_scopes
SELECT
    e.entry,
    e.scope,
    CASE WHEN c.scope IS NULL THEN e.line ELSE 'pool' END AS line,
    CASE WHEN c.scope IS NULL THEN e.first ELSE -2 - 2 * e.entry END AS first,
    CASE WHEN c.scope IS NULL THEN e.stop ELSE -1 - 2 * e.entry END AS stop,
    e.* EXCLUDE (entry, scope, line, first, stop)
FROM entries AS e
LEFT JOIN too_crowded AS c ON e.scope = c.scope
