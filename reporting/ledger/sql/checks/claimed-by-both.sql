-- Which units does the host count for its own NDC that are first transferred?
--
-- provision:  2/CMA.3 annex, paras. 2 and 33
-- examined:   one row per retirement by a host for itself
-- found:      host, first_transfer_on, first, last
-- unverifiable: serials-unknown, numbering-mixed
-- name: examined
SELECT e.*
FROM entries AS e
INNER JOIN recorded AS r ON e.entry = r.entry
WHERE e.kind = 'retirement' AND coalesce(e.using_party, e.from_party) = r.host AND coalesce(e.purpose = 'NDC', TRUE);

-- name: faults
WITH pieces AS (
    SELECT
        entry,
        scope,
        concat_ws('|', host, CAST(first_transfer_on AS VARCHAR)) AS alike,
        first,
        stop,
        host,
        first_transfer_on
    FROM unit_status
    WHERE
        line <> 'pool' AND kind = 'retirement' AND used_by = host AND coalesce(purpose = 'NDC', TRUE)
        AND first_transfer_on IS NOT NULL
),

longest AS (SELECT * FROM merged_ranges)

SELECT l.entry, p.host, p.first_transfer_on, l.first, l.stop - 1 AS last
FROM longest AS l
INNER JOIN pieces AS p ON l.entry = p.entry AND l.scope = p.scope AND l.alike = p.alike AND l.first = p.first;
