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
        coalesce(lag(stop) OVER (PARTITION BY scope, entry, alike ORDER BY first) <> first, TRUE) AS begins,
        coalesce(lead(first) OVER (PARTITION BY scope, entry, alike ORDER BY first) <> stop, TRUE) AS ends
    FROM pieces
),

spanned AS (
    SELECT
        entry,
        scope,
        alike,
        begins,
        first,
        CASE
            WHEN ends THEN stop
            ELSE
                lead(stop) OVER (
                    PARTITION BY scope, entry, alike ORDER BY first, CASE WHEN ends THEN 0 ELSE 1 END
                )
        END AS stop
    FROM marked
    WHERE begins OR ends
)

SELECT
    entry,
    scope,
    alike,
    first,
    stop,
    CASE WHEN first > 0 THEN concat(CAST(first AS VARCHAR), '-', CAST(stop - 1 AS VARCHAR)) ELSE '?' END AS units
FROM spanned
WHERE begins
