-- What does each row say, with the range it concerns?  One row per row of entries.
--
-- The columns of recorded, with scope, line, first, stop, era and named_authorization as in entries.
-- view
SELECT
    r.* EXCLUDE (named_authorization),
    e.scope,
    e.line,
    e.first,
    e.stop,
    e.era,
    e.named_authorization
FROM entries AS e
INNER JOIN recorded AS r ON e.entry = r.entry
