-- Which units are one range of ITMOs in one row, and another in another row?
--
-- provision:  6/CMA.4 annex I, para. 5; 2/CMA.3 annex, para. 33
-- examined:   one row per row of entries with serials of both
-- found:      first, last (units); other (the first row that tells of them)
--
-- Of the rows that meet on an interval, each is compared with the first. Where the record is replayed on ITMO serials,
-- the units are cut anew.
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
        itmo_offset,
        concat(CAST(family AS VARCHAR), '/', prefix) AS scope,
        first_unit AS first,
        last_unit + 1 AS stop
    FROM examined
    WHERE line = 'itmo'
),

intervals AS (
    SELECT entry, itmo_offset, scope, first, stop
    FROM (SELECT * FROM split_overlaps) AS cut
    UNION ALL
    SELECT entry, itmo_offset, CAST(scope AS VARCHAR), first, stop
    FROM matched_events
    WHERE first > 0 AND scope % 2 = 0 AND itmo_offset IS NOT NULL
),

met AS (
    SELECT *, min(entry) OVER (PARTITION BY scope, first) AS earliest
    FROM intervals
),

compared AS (
    SELECT
        *,
        min(CASE WHEN entry = earliest THEN itmo_offset END) OVER (PARTITION BY scope, first) AS offset_there
    FROM met
),

pieces AS (
    SELECT entry, scope, CAST(earliest AS VARCHAR) AS alike, first, stop, earliest
    FROM compared
    WHERE itmo_offset <> offset_there
),

longest AS (SELECT * FROM merged_ranges)

SELECT l.entry, l.first, l.stop - 1 AS last, n.row_name AS other
FROM longest AS l
INNER JOIN pieces AS p ON l.entry = p.entry AND l.scope = p.scope AND l.alike = p.alike AND l.first = p.first
INNER JOIN row_names AS n ON p.earliest = n.entry;
