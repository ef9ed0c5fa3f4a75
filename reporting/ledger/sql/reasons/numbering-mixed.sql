-- What the check looks at by ITMO serials, where others have serials of units only.  Reads the check's `examined`.
SELECT e.entry
FROM examined AS e
INNER JOIN mixed_scopes AS m ON e.scope = m.scope
WHERE e.line = 'itmo'
