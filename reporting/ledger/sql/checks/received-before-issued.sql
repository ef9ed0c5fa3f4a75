-- Which units does their receiver record before they were issued?
--
-- provision:  2/CMA.3 annex, para. 33
-- examined:   one row per interval of serial numbers that a receiver tells as sent by another Party
-- found:      date, issued_on, units
--
-- Where the sender says so too, moved-before-issued has found it.
-- name: examined
SELECT a.entry, a.scope, a.first, a.stop, a.date, t.date AS sent_on
FROM matched_events AS a
INNER JOIN matched_events AS t
    ON a.scope = t.scope AND a.first = t.first AND a.from_party = t.from_party AND a.to_party = t.to_party
WHERE a.kind = 'acquisition' AND a.is_mirror AND a.first > 0 AND t.kind = 'transfer' AND NOT t.is_mirror;

-- name: faults
WITH issued AS (
    SELECT scope, first, min(date) AS issued_on
    FROM matched_events
    WHERE kind = 'issuance' AND NOT is_mirror
    GROUP BY scope, first
),

pieces AS (
    SELECT
        e.entry,
        e.scope,
        concat_ws('|', CAST(e.date AS VARCHAR), CAST(i.issued_on AS VARCHAR)) AS alike,
        e.first,
        e.stop,
        e.date,
        i.issued_on
    FROM examined AS e
    INNER JOIN issued AS i ON e.scope = i.scope AND e.first = i.first
    WHERE e.date < i.issued_on AND e.sent_on >= i.issued_on
),

longest AS (SELECT * FROM merged_ranges)

SELECT l.entry, p.date, p.issued_on, l.units
FROM longest AS l
INNER JOIN pieces AS p ON l.entry = p.entry AND l.scope = p.scope AND l.alike = p.alike AND l.first = p.first;
