-- Which ITMOs are one range of units in one row, and another in another row?
--
-- provision:  6/CMA.4 annex I, para. 5; 2/CMA.3 annex, para. 33
-- examined:   one row per row of entries with serials of both
-- found:      first, last (ITMOs); other (the first row that tells of them)
--
-- ITMO serials have no prefix of units: the ranges of all prefixes are cut anew by ITMOs.
-- name: examined
SELECT
    d.entry,
    d.line,
    d.scope,
    s.family,
    coalesce(d.unit_prefix, '') AS prefix,
    d.first_unit,
    d.last_unit,
    d.first_itmo,
    d.last_itmo,
    d.first_itmo - d.first_unit AS itmo_offset
FROM entry_details AS d
INNER JOIN scopes AS s ON d.scope = s.scope
WHERE d.first_unit <= d.last_unit AND d.first_itmo <= d.last_itmo;

-- name: faults
WITH ranges AS (
    SELECT
        entry,
        concat(prefix, '/', CAST(itmo_offset AS VARCHAR)) AS meaning,
        family AS scope,
        first_itmo AS first,
        last_itmo + 1 AS stop
    FROM examined
),

intervals AS (SELECT * FROM split_overlaps),

met AS (
    SELECT *, min(entry) OVER (PARTITION BY scope, first) AS earliest
    FROM intervals
),

compared AS (
    SELECT *, min(CASE WHEN entry = earliest THEN meaning END) OVER (PARTITION BY scope, first) AS meaning_there
    FROM met
),

pieces AS (
    SELECT entry, scope, CAST(earliest AS VARCHAR) AS alike, first, stop, earliest
    FROM compared
    WHERE meaning <> meaning_there
),

longest AS (SELECT * FROM merged_ranges)

SELECT l.entry, l.first, l.stop - 1 AS last, n.row_name AS other
FROM longest AS l
INNER JOIN pieces AS p ON l.entry = p.entry AND l.scope = p.scope AND l.alike = p.alike AND l.first = p.first
INNER JOIN row_names AS n ON p.earliest = n.entry;
