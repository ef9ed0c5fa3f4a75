-- What did the receiver do with units before the day on which it recorded their arrival?
--
-- provision:  2/CMA.3 annex, para. 33
-- examined:   one row per event
-- found:      date, arrived_on, first, last
-- unverifiable: serials-unknown, numbering-mixed
-- name: examined
SELECT *
FROM entries
WHERE kind <> 'issuance';

-- name: faults
WITH arrivals AS (
    SELECT scope, first, turn + 1 AS next_turn, arrived_on
    FROM unit_status
    WHERE line <> 'pool' AND kind IN ('transfer', 'acquisition') AND arrived_on > date
),

pieces AS (
    SELECT
        u.entry,
        u.scope,
        concat_ws('|', CAST(u.date AS VARCHAR), CAST(a.arrived_on AS VARCHAR)) AS alike,
        u.first,
        u.stop,
        u.date,
        a.arrived_on
    FROM unit_status AS u
    INNER JOIN arrivals AS a ON u.scope = a.scope AND u.first = a.first AND u.turn = a.next_turn
    WHERE u.date < a.arrived_on
),

longest AS (SELECT * FROM merged_ranges)

SELECT l.entry, p.date, p.arrived_on, l.first, l.stop - 1 AS last
FROM longest AS l
INNER JOIN pieces AS p ON l.entry = p.entry AND l.scope = p.scope AND l.alike = p.alike AND l.first = p.first;
