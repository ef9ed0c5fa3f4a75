-- Which intervals of serial numbers does each row concern, so that no two intervals overlap in part?
-- One row per row of entries and interval.
--
-- first, stop               the interval; every other column is that of entries
--
-- Serial numbers of blocks are split, moved and retired in any portion; within an interval all units have one history.
WITH ranges AS (
    SELECT * EXCLUDE (line)
    FROM entries
)

SELECT * FROM split_overlaps
