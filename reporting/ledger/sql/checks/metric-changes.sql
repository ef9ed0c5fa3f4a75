-- Which rows tell the same units in another metric than an earlier row?
--
-- provision:  2/CMA.3 annex, para. 1(c)
-- examined:   one row per row of entries
-- found:      metric, metric_there (of the first row that tells of the units), first, last, other (that row)
-- unverifiable: serials-unknown, numbering-mixed
-- name: examined
SELECT *
FROM entries;

-- name: faults
WITH met AS (
    SELECT entry, scope, first, stop, metric, min(entry) OVER (PARTITION BY scope, first) AS earliest
    FROM matched_events
    WHERE first > 0 AND metric IS NOT NULL
),

compared AS (
    SELECT *, min(CASE WHEN entry = earliest THEN metric END) OVER (PARTITION BY scope, first) AS metric_there
    FROM met
),

pieces AS (
    SELECT *, concat_ws('|', CAST(earliest AS VARCHAR), metric, metric_there) AS alike
    FROM compared
    WHERE metric <> metric_there
),

longest AS (SELECT * FROM merged_ranges)

SELECT l.entry, p.metric, p.metric_there, l.first, l.stop - 1 AS last, n.row_name AS other
FROM longest AS l
INNER JOIN pieces AS p ON l.entry = p.entry AND l.scope = p.scope AND l.alike = p.alike AND l.first = p.first
INNER JOIN row_names AS n ON p.earliest = n.entry;
