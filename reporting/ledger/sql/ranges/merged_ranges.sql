-- Merge intervals that touch and agree: however a range was cut, the result is the same.  Reads the caller's `pieces`.
--
-- in:  entry, scope, alike (a text of all in which neighbours must agree besides), first, stop
-- out: the same columns, the longest ranges, and units: first and last serial number as one text, ? without any
WITH marked AS (
    SELECT
        entry,
        scope,
        alike,
        first,
        stop,
        CASE
            WHEN first = lag(stop) OVER (PARTITION BY scope, entry, alike ORDER BY first) THEN 0
            ELSE 1
        END AS begins
    FROM pieces
),

runs AS (
    SELECT
        entry,
        scope,
        alike,
        first,
        stop,
        sum(begins) OVER (
            PARTITION BY scope, entry, alike ORDER BY first ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
        ) AS run
    FROM marked
)

SELECT
    entry,
    scope,
    alike,
    min(first) AS first,
    max(stop) AS stop,
    CASE
        WHEN min(first) > 0 THEN concat(CAST(min(first) AS VARCHAR), '-', CAST(max(stop) - 1 AS VARCHAR))
        ELSE '?'
    END AS units
FROM runs
GROUP BY entry, scope, alike, run
