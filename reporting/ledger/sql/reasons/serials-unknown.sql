-- What the check looks at without serial numbers cannot be compared by range.  Reads the check's `examined`.
SELECT entry
FROM examined
WHERE line = 'pool'
