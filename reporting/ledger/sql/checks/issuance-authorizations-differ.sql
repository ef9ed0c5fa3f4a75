-- Which issuances do two registries tell under different authorizations, or only one under any?
--
-- provision:  4/CMA.6 annex II, table 3
-- examined:   one row per interval and row that tells an issuance again
-- found:      named, other_named (the authorizations), other (the row that stands), units
-- name: examined
SELECT *
FROM issuances_told_twice;

-- name: faults
WITH pieces AS (
    SELECT
        entry,
        scope,
        concat_ws(chr(31), named, other_named) AS alike,
        first,
        stop,
        other,
        named,
        other_named
    FROM examined
    WHERE named <> other_named
),

longest AS (SELECT * FROM merged_ranges)

SELECT l.entry, p.named, p.other_named, n.row_name AS other, l.units
FROM longest AS l
INNER JOIN pieces AS p ON l.entry = p.entry AND l.scope = p.scope AND l.alike = p.alike AND l.first = p.first
INNER JOIN row_names AS n ON p.other = n.entry;
