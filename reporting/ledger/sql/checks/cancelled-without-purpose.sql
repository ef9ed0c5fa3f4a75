-- Which ITMOs were cancelled without a stated purpose?
--
-- provision:  4/CMA.6 annex II, table 3
-- examined:   one row per event and interval of ITMOs cancelled
-- found:      units
--
-- They were first transferred before: no figure of a balance depends on the purpose. They stand under "Other
-- cancellations".
-- name: examined
SELECT *
FROM unit_status
WHERE kind IN ('cancellation', 'voluntary_cancellation') AND is_itmo;

-- name: faults
WITH pieces AS (
    SELECT entry, scope, '' AS alike, first, stop
    FROM examined
    WHERE purpose IS NULL AND coalesce(tonnes <> 0, TRUE)
),

longest AS (SELECT * FROM merged_ranges)

SELECT entry, units
FROM longest;
