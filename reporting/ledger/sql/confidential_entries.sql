-- Which rows are confidential: marked, or telling of marked blocks alone?  One row per entry.
--
-- An event of a confidential block has the block's serial numbers. One of further units too, which its Party recorded
-- as public, is not.
WITH marked AS (
    SELECT entry, _package, block_id
    FROM credit_blocks
    WHERE confidential
),

marked_intervals AS (
    SELECT DISTINCT m.scope, m.first
    FROM matched_events AS m
    INNER JOIN marked AS b ON m.entry = b.entry
    WHERE m.first >= 0
),

by_intervals AS (
    SELECT m.entry
    FROM matched_events AS m
    LEFT JOIN marked_intervals AS i ON m.scope = i.scope AND m.first = i.first
    GROUP BY m.entry
    HAVING count(*) = count(i.scope)
),

by_name AS (
    SELECT t.entry
    FROM transfers AS t
    INNER JOIN marked AS b ON t._package = b._package AND t.block_id = b.block_id
)

SELECT entry
FROM marked
UNION
SELECT entry
FROM transfers
WHERE confidential
UNION
SELECT entry
FROM by_intervals
UNION
SELECT entry
FROM by_name
