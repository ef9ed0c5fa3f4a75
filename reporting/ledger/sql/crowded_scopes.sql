-- Which scopes would be cut into too many intervals?  One row per scope, before anything is cut.
--
-- given:  $most             how many intervals of all ranges together are bearable
-- entry                     the first row of the scope
-- intervals                 how many there would be
--
-- Nested ranges multiply: n rows within each other give some n * n intervals. A scope is counted exactly only where
-- even every range on every interval would be too much.
WITH suspects AS (
    SELECT scope
    FROM entries
    GROUP BY scope
    HAVING 2 * count(*) * count(*) > $most
),

suspected AS (
    SELECT e.entry, e.scope, e.first, e.stop
    FROM entries AS e
    INNER JOIN suspects AS s ON e.scope = s.scope
),

cuts AS (
    SELECT scope, cut_at, row_number() OVER (PARTITION BY scope ORDER BY cut_at) AS cut
    FROM (
        SELECT scope, first AS cut_at FROM suspected
        UNION
        SELECT scope, stop FROM suspected
    ) AS ends
)

SELECT s.scope, min(s.entry) AS entry, CAST(sum(z.cut - a.cut) AS BIGINT) AS intervals
FROM suspected AS s
INNER JOIN cuts AS a ON s.scope = a.scope AND s.first = a.cut_at
INNER JOIN cuts AS z ON s.scope = z.scope AND s.stop = z.cut_at
GROUP BY s.scope
HAVING sum(z.cut - a.cut) > $most
