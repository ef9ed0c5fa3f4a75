-- Which units were retired for the NDC of a Party that did not hold them?
--
-- provision:  2/CMA.3 annex, paras. 8(b) and 23(e)
-- examined:   one row per event and interval retired towards an NDC, or without a purpose, for a named Party
-- found:      party, holder, units
--
-- Nobody counts them as use: the Party named never acquired them, and the holder does not say that it used them.
-- name: examined
SELECT *
FROM unit_status
WHERE
    kind = 'retirement' AND era = 'paris' AND using_party IS NOT NULL
    AND coalesce(purpose, 'NDC') NOT IN ('IMP', 'OP');

-- name: faults
WITH pieces AS (
    SELECT entry, scope, concat_ws('|', using_party, from_party) AS alike, first, stop, using_party, from_party
    FROM examined
    WHERE using_party <> from_party
),

longest AS (SELECT * FROM merged_ranges)

SELECT l.entry, p.using_party AS party, p.from_party AS holder, l.units
FROM longest AS l
INNER JOIN pieces AS p ON l.entry = p.entry AND l.scope = p.scope AND l.alike = p.alike AND l.first = p.first;
