-- Which events may be a first transfer or a use, and why is it not decided?
-- One row per event, interval, flow and Party concerned.
--
-- given:  $cutoff           the last day that counts; empty for all
-- party                     whose figures it may change
-- flow                      first_transferred, used
-- reason                    first_transfer_definition: its authorization names none of the three events of para. 2(b)
--                           first_transfer_purpose, use_purpose: ended without a purpose, or for one that contradicts
--                           the kind of event
--                           first_transfer_user, use_user: used towards an NDC by a Party that does not hold the units
--                           first_transfer_vintage, use_vintage: of a vintage that is not known, so that it may be one
--                           before 2021
--                           use_before_vintage: used for a year before the vintage
--                           use_not_allowed: retired towards an NDC, but no ITMO, not authorized for it, or by a Party
--                           that has not authorized
-- event_year                of a first transfer, the year in which it would have been one; else empty
-- use_year                  of a use, as stated; empty where it may be another
-- authorized_for            NDC, OIMP or both
-- the other columns         as in unit_status
--
-- 2/CMA.3 annex, paras. 1, 2 and 8(b). What is decided by the kind of event alone (the first international transfer,
-- the issuance, the authorization) counts, and so does what is known to be no first transfer. A use never counts
-- without its purpose. Units without a vintage count as no ITMOs, and may be some (para. 1(e)).
WITH known AS (
    SELECT
        h.*,
        s.vintage,
        h.first < 0 AS in_pool,
        h.kind = 'issuance' OR (h.kind = 'acquisition' AND h.turn = 1 AND h.first > 0)
        OR (h.named_authorization IS NOT NULL AND h.first > 0) AS binds,
        h.kind IN ('issuance', 'transfer', 'acquisition') AND h.from_party = h.host AND h.to_party <> h.host AS leaves,
        h.kind IN ('retirement', 'cancellation', 'voluntary_cancellation') AS ends,
        CASE
            WHEN h.kind = 'retirement' AND h.purpose IN ('NDC', 'IMP', 'OP') THEN h.purpose
            WHEN h.kind <> 'retirement' AND h.purpose IN ('IMP', 'OP', 'OMGE') THEN h.purpose
        END AS fit_purpose
    FROM unit_history AS h
    INNER JOIN scopes AS s ON h.scope = s.scope
    WHERE h.era <> 'pre_2021' AND coalesce(h.tonnes <> 0, TRUE)
),

bound AS (
    SELECT
        k.*,
        v.authorized_for AS would_be_for,
        v.authorized_on,
        v.in_force_until,
        v.refused,
        v.on_international_transfer,
        v.on_issuance,
        v.on_authorization,
        v.on_use_or_cancellation,
        v.on_omge_cancellation,
        k.in_pool AND k.kind <> 'issuance' AND (v.on_issuance OR v.on_authorization) AS came_before,
        NOT k.in_pool OR NOT v.on_international_transfer OR k.from_party = k.host AS ends_at_host,
        CASE WHEN k.date IS NOT NULL THEN greatest(k.date, k.issued_on, v.authorized_on) END AS would_be_on
    FROM known AS k
    INNER JOIN authorization_terms AS v
        ON k.approach = v.approach AND k.host = v.party AND k.authorization_id = v.authorization_id
    WHERE v.kind <> 'entity' AND k.trigger IS NULL AND NOT k.is_itmo AND (k.binds OR k.leaves OR k.ends)
),

first_transfers_open AS (
    SELECT
        *,
        CASE
            WHEN era = 'unresolved'
                THEN CASE
                    WHEN
                        (leaves AND on_international_transfer) OR (binds AND (on_issuance OR on_authorization))
                        OR (ends AND (on_use_or_cancellation OR (kind <> 'retirement' AND on_omge_cancellation)))
                        THEN 'first_transfer_vintage'
                END
            WHEN
                refused AND would_be_for <> 'NDC'
                AND (
                    (ends AND coalesce(fit_purpose IN ('IMP', 'OP'), TRUE))
                    OR ((binds OR leaves) AND NOT on_international_transfer)
                )
                THEN 'first_transfer_definition'
            WHEN
                ends AND fit_purpose IS NULL AND ends_at_host AND NOT came_before
                AND (on_use_or_cancellation OR (kind <> 'retirement' AND on_omge_cancellation))
                THEN 'first_transfer_purpose'
            WHEN
                kind = 'retirement' AND purpose = 'NDC' AND used_by <> host AND from_party = host
                AND on_international_transfer
                THEN 'first_transfer_user'
        END AS reason
    FROM bound
    WHERE
        coalesce(authorized_on <= would_be_on, TRUE)
        AND NOT coalesce(in_force_until <= would_be_on, in_force_until IS NOT NULL)
),

retired AS (
    SELECT
        *,
        CASE
            WHEN used_by <> from_party THEN 'use_user'
            WHEN fit_purpose IS NULL THEN 'use_purpose'
            WHEN era = 'unresolved' THEN 'use_vintage'
            WHEN NOT may_use THEN 'use_not_allowed'
            WHEN use_year < vintage THEN 'use_before_vintage'
        END AS reason
    FROM known
    WHERE kind = 'retirement' AND coalesce(fit_purpose = 'NDC', may_use OR used_by <> from_party)
),

uses_open AS (
    SELECT used_by AS party, *
    FROM retired
    WHERE used_by <> host AND reason IS NOT NULL
    UNION ALL
    SELECT from_party, *
    FROM retired
    WHERE from_party <> host AND reason = 'use_user'
)

SELECT
    host AS party,
    'first_transferred' AS flow,
    reason,
    entry,
    scope,
    first,
    approach,
    host,
    vintage,
    CAST(year(would_be_on) AS BIGINT) AS event_year,
    CAST(NULL AS BIGINT) AS use_year,
    would_be_for AS authorized_for,
    metric
FROM first_transfers_open
WHERE reason IS NOT NULL
UNION ALL
SELECT
    party,
    'used',
    reason,
    entry,
    scope,
    first,
    approach,
    host,
    vintage,
    CAST(NULL AS BIGINT),
    CASE WHEN reason <> 'use_before_vintage' THEN use_year END,
    authorized_for,
    metric
FROM uses_open
