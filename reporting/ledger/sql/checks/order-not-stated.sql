-- Which events of one recorder, day and sequence number meet on the same units?
--
-- provision:  House rule: same-day events state their order
-- examined:   one row per event
-- found:      date, first, last; other (the first of them)
-- unverifiable: serials-unknown, numbering-mixed
-- name: examined
SELECT *
FROM entries
WHERE kind <> 'issuance';

-- name: faults
WITH met AS (
    SELECT
        entry,
        scope,
        first,
        stop,
        date,
        turn,
        min(turn) OVER (PARTITION BY scope, first, date, recorder, sequence) AS earliest,
        first_value(entry) OVER (PARTITION BY scope, first, date, recorder, sequence ORDER BY turn) AS earliest_entry
    FROM unit_status
    WHERE line <> 'pool' AND kind <> 'issuance' AND date IS NOT NULL
),

pieces AS (
    SELECT
        entry,
        scope,
        concat_ws('|', CAST(earliest_entry AS VARCHAR), CAST(date AS VARCHAR)) AS alike,
        first,
        stop,
        date,
        earliest_entry
    FROM met
    WHERE turn > earliest
),

longest AS (SELECT * FROM merged_ranges)

SELECT l.entry, p.date, l.first, l.stop - 1 AS last, n.row_name AS other
FROM longest AS l
INNER JOIN pieces AS p ON l.entry = p.entry AND l.scope = p.scope AND l.alike = p.alike AND l.first = p.first
INNER JOIN row_names AS n ON p.earliest_entry = n.entry;
