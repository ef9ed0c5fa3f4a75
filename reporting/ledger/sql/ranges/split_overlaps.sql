-- Cut ranges at each other's ends, until no two of a scope overlap in part.  Reads the caller's `ranges`.
--
-- in:  scope, first, stop, and whatever else the caller has
-- out: the same columns, one row per range and interval; first and stop (last columns) are those of the interval
--
-- Starts and ends meet the cut points by equality, never by comparison: the cost grows with the number of intervals,
-- not with the square of the number of ranges.
WITH cut_points AS (
    SELECT
        scope,
        cut_at,
        row_number() OVER (PARTITION BY scope ORDER BY cut_at) AS cut,
        lead(cut_at) OVER (PARTITION BY scope ORDER BY cut_at) AS next_at
    FROM (
        SELECT scope, first AS cut_at FROM ranges
        UNION
        SELECT scope, stop FROM ranges
    ) AS ends
),

begun AS (
    SELECT r.*, c.cut, c.next_at
    FROM ranges AS r
    INNER JOIN cut_points AS c ON r.scope = c.scope AND r.first = c.cut_at
),

divided AS (
    SELECT b.*, unnest(range(b.cut, e.cut)) AS part
    FROM begun AS b
    INNER JOIN cut_points AS e ON b.scope = e.scope AND b.stop = e.cut_at
    WHERE b.next_at <> b.stop
)

SELECT * EXCLUDE (first, stop, cut, next_at), first, stop
FROM begun
WHERE next_at = stop
UNION ALL
SELECT d.* EXCLUDE (first, stop, cut, next_at, part), c.cut_at, c.next_at
FROM divided AS d
INNER JOIN cut_points AS c ON d.scope = c.scope AND d.part = c.cut
