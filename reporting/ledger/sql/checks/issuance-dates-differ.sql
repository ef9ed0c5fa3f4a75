-- Which issuances do two registries date differently?
--
-- provision:  2/CMA.3 annex, para. 33
-- examined:   one row per interval and row that tells an issuance again
-- found:      date, other_date, other (the row that stands), units
-- name: examined
SELECT *
FROM issuances_told_twice;

-- name: faults
WITH pieces AS (
    SELECT
        entry,
        scope,
        concat_ws('|', coalesce(CAST(date AS VARCHAR), ''), coalesce(CAST(other_date AS VARCHAR), '')) AS alike,
        first,
        stop,
        other,
        date,
        other_date
    FROM examined
    WHERE date <> other_date OR (date IS NULL AND other_date IS NOT NULL) OR (date IS NOT NULL AND other_date IS NULL)
),

longest AS (SELECT * FROM merged_ranges)

SELECT l.entry, p.date, p.other_date, n.row_name AS other, l.units
FROM longest AS l
INNER JOIN pieces AS p ON l.entry = p.entry AND l.scope = p.scope AND l.alike = p.alike AND l.first = p.first
INNER JOIN row_names AS n ON p.other = n.entry;
