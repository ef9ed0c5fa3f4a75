-- Which events does one recorder tell again: day, kind, registry, Parties and exact range?
--
-- provision:  2/CMA.3 annex, para. 33
-- examined:   one row per event
-- found:      first, last; other (the row that tells it first)
-- unverifiable: serials-unknown, numbering-mixed
-- name: examined
SELECT e.*, r.recording_registry
FROM entries AS e
INNER JOIN recorded AS r ON e.entry = r.entry
WHERE e.kind <> 'issuance';

-- name: faults
WITH told AS (
    SELECT
        entry,
        first,
        stop,
        min(entry) OVER (
            PARTITION BY
                kind, date, sequence, recorder, recording_registry, scope, first, stop, from_party, to_party
        ) AS told_as
    FROM examined
    WHERE line <> 'pool' AND date IS NOT NULL
)

SELECT t.entry, t.first, t.stop - 1 AS last, n.row_name AS other
FROM told AS t
INNER JOIN row_names AS n ON t.told_as = n.entry
WHERE t.entry > t.told_as;
