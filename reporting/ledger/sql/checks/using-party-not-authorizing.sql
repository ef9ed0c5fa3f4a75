-- Which Parties used ITMOs without having authorized the approach or the use by that day?
--
-- provision:  2/CMA.3 annex, para. 4(c)
-- examined:   one row per event and interval of ITMOs retired for the NDC of a Party that is not the host
-- found:      party, approach, date, units
--
-- Where another Party recorded the use, and the record has no authorization of the user at all, it cannot be told.
-- name: examined
SELECT *
FROM uses_towards_ndcs
WHERE is_itmo;

-- name: faults
WITH silent AS (
    SELECT DISTINCT e.entry
    FROM examined AS e
    LEFT JOIN authorizing_parties AS a ON e.approach = a.approach AND e.used_by = a.party
    WHERE NOT e.is_use AND a.party IS NULL AND e.recorder <> e.used_by
),

pieces AS (
    SELECT
        e.entry,
        e.scope,
        concat_ws(chr(31), e.used_by, e.approach, CAST(e.date AS VARCHAR)) AS alike,
        e.first,
        e.stop,
        e.used_by,
        e.approach,
        e.date
    FROM examined AS e
    LEFT JOIN silent AS s ON e.entry = s.entry
    WHERE NOT e.is_use AND s.entry IS NULL
),

longest AS (SELECT * FROM merged_ranges)

SELECT l.entry, p.used_by AS party, p.approach, p.date, l.units
FROM longest AS l
INNER JOIN pieces AS p ON l.entry = p.entry AND l.scope = p.scope AND l.alike = p.alike AND l.first = p.first;

-- name: authorization-unknown
SELECT DISTINCT e.entry, e.used_by AS counterpart
FROM examined AS e
LEFT JOIN authorizing_parties AS a ON e.approach = a.approach AND e.used_by = a.party
WHERE NOT e.is_use AND a.party IS NULL AND e.recorder <> e.used_by;
