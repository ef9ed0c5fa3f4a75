-- Which units were retired or cancelled for a purpose that contradicts the kind of event?
--
-- provision:  2/CMA.3 annex, paras. 1(f), 8(b), 37 and 39
-- examined:   one row per event and interval retired or cancelled, of 2021 or later; of cancellations, those for a
--             purpose and those of units not first transferred
-- found:      kind, purpose, units
--
-- Retired is what counts towards an NDC (NDC) or another such purpose (IMP, OP); a cancellation never counts towards an
-- NDC, and what delivers overall mitigation or goes to the Adaptation Fund is not retired. Without a purpose it cannot
-- be told whether a retirement is a use, or a cancellation a first transfer; nor can it of a share of proceeds, of
-- which the decisions name no event, while the units are not yet first transferred.
-- name: examined
SELECT *
FROM unit_status
WHERE
    era = 'paris' AND kind IN ('retirement', 'cancellation', 'voluntary_cancellation')
    AND (purpose IS NOT NULL OR kind = 'retirement' OR NOT is_itmo);

-- name: faults
WITH pieces AS (
    SELECT
        entry,
        scope,
        concat_ws('|', kind, purpose) AS alike,
        first,
        stop,
        kind,
        purpose
    FROM examined
    WHERE
        (kind = 'retirement' AND purpose IN ('OMGE', 'SOP'))
        OR (kind IN ('cancellation', 'voluntary_cancellation') AND purpose = 'NDC')
),

longest AS (SELECT * FROM merged_ranges)

SELECT l.entry, p.kind, p.purpose, l.units
FROM longest AS l
INNER JOIN pieces AS p ON l.entry = p.entry AND l.scope = p.scope AND l.alike = p.alike AND l.first = p.first;

-- name: purpose-unknown
SELECT DISTINCT entry, kind
FROM examined
WHERE (purpose IS NULL OR (kind <> 'retirement' AND purpose = 'SOP' AND NOT is_itmo)) AND coalesce(tonnes <> 0, TRUE);
