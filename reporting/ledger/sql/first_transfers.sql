-- Which event is the first transfer of each interval?  One row per interval first transferred.
--
-- scope, first              the interval
-- first_transfer_on         the latest of event, issuance and authorization, if the authorization is not read
--                           otherwise; empty if the day of the event is not known
-- decided_on                that latest day: before it nobody knows of the first transfer, and the version in force on
--                           it binds
-- trigger                   what made it one: international_transfer, authorization, issuance, use_or_cancellation,
--                           omge_cancellation
-- authorized_for            NDC, OIMP or both
-- binding_id, binding_version     the version that binds for life
-- binding_metric            its metric
-- first_transfer_entry, first_transfer_turn     the event
--
-- 2/CMA.3 annex, para. 2; the law is the table of reporting.accounting.first_transfer (on_… of a version).
-- Units that had left the host before they were authorized are first transferred when they are, or as moved_before_
-- authorized says; by first_transfer_date the day may be that of the event named. A vintage before 2021,
-- or one that is unresolved, is never first transferred. Without serial numbers nothing is known of what came before:
-- a later trigger then counts only where the law names no earlier one, so that no tonne is first transferred twice.
-- What goes to a holder that is no Party, and a mandatory share of A6.4ERs, is first transferred by that only where the
-- host states it; what such a holder has otherwise leaves the host when a Party gets it from there.
WITH events AS (
    SELECT
        u.*,
        s.approach,
        s.host,
        u.first < 0 AS in_pool,
        u.kind = 'issuance' OR (u.kind = 'acquisition' AND u.turn = 1 AND u.first > 0) AS opens,
        u.named_authorization IS NOT NULL
        AND coalesce(u.authorization_id <> u.authorization_before, TRUE) AS is_renewed,
        u.kind IN ('issuance', 'transfer', 'acquisition') AND u.from_party <> u.to_party AND u.to_party <> s.host
        AND (u.from_party = s.host OR (f.party IS NOT NULL AND u.first > 0))
        AND (o.party IS NULL OR coalesce(m.is_stated, FALSE)) AS leaves,
        coalesce(m.is_mandatory AND NOT m.is_stated, FALSE) AS is_unstated,
        u.kind IN ('issuance', 'transfer', 'acquisition') AND u.from_party <> u.to_party AND u.to_party <> s.host
        AND (o.party IS NULL OR coalesce(m.is_stated, FALSE)) AS goes_abroad
    FROM unit_events AS u
    INNER JOIN scopes AS s ON u.scope = s.scope
    LEFT JOIN other_holders AS f ON u.from_party = f.party
    LEFT JOIN other_holders AS o ON u.to_party = o.party
    LEFT JOIN shares AS m ON u.entry = m.entry
    WHERE u.era = 'paris' AND u.authorization_id IS NOT NULL
),

left_at AS (
    SELECT u.scope, u.first, min(u.turn) AS turn
    FROM unit_events AS u
    INNER JOIN scopes AS s ON u.scope = s.scope
    LEFT JOIN other_holders AS o ON u.to_party = o.party
    LEFT JOIN shares AS m ON u.entry = m.entry
    WHERE
        u.kind IN ('issuance', 'transfer', 'acquisition') AND u.from_party <> u.to_party AND u.to_party <> s.host
        AND (o.party IS NULL OR coalesce(m.is_stated, FALSE))
    GROUP BY u.scope, u.first
),

left_before AS (
    SELECT u.scope, u.first, u.turn AS left_turn, u.date AS left_on
    FROM left_at AS n
    INNER JOIN unit_events AS u ON n.scope = u.scope AND n.first = u.first AND n.turn = u.turn
),

bound AS (
    SELECT
        e.entry,
        e.scope,
        e.first,
        e.turn,
        e.kind,
        e.date,
        e.issued_on,
        e.purpose,
        e.opens,
        e.is_renewed,
        e.in_pool,
        e.leaves,
        e.is_unstated,
        e.goes_abroad,
        e.holder_before <> e.host AND (h.party IS NULL OR coalesce(l.left_turn < e.turn, FALSE)) AS had_left,
        l.left_on,
        e.from_party = e.host AS is_from_host,
        v.authorization_id AS binding_id,
        v.version AS binding_version,
        v.metric AS binding_metric,
        v.authorized_on,
        v.in_force_until,
        v.authorized_for,
        v.on_international_transfer,
        v.on_authorization,
        v.on_issuance,
        v.on_use_or_cancellation,
        v.on_omge_cancellation,
        v.first_transfer_date,
        v.moved_before_authorized,
        v.moved_before_authorized = 'movement_after_authorization' AS waits_to_move,
        CASE WHEN e.date IS NOT NULL THEN greatest(e.date, e.issued_on, v.authorized_on) END AS decided_on
    FROM events AS e
    INNER JOIN authorization_terms AS v
        ON e.approach = v.approach AND e.host = v.party AND e.authorization_id = v.authorization_id
    LEFT JOIN other_holders AS h ON e.holder_before = h.party
    LEFT JOIN left_before AS l ON e.scope = l.scope AND e.first = l.first
    WHERE
        v.kind <> 'entity'
        AND (
            e.opens OR e.turn = 1 OR e.is_renewed OR e.leaves OR e.purpose IN ('IMP', 'OP', 'OMGE')
            OR (v.moved_before_authorized = 'movement_after_authorization' AND e.goes_abroad)
        )
),

in_force AS (
    SELECT
        *,
        in_pool AND kind <> 'issuance' AND (on_issuance OR on_authorization) AS came_before,
        NOT in_pool OR NOT on_international_transfer OR is_from_host AS ends_at_host
    FROM bound
    WHERE
        coalesce(authorized_on <= decided_on, TRUE)
        AND NOT coalesce(in_force_until <= decided_on, in_force_until IS NOT NULL)
),

judged AS (
    SELECT
        *,
        CASE
            WHEN
                on_international_transfer
                AND (
                    (leaves AND NOT came_before AND NOT (waits_to_move AND coalesce(date < authorized_on, FALSE)))
                    OR (is_renewed AND had_left AND NOT in_pool AND NOT waits_to_move)
                    OR (waits_to_move AND goes_abroad AND NOT in_pool AND coalesce(date >= authorized_on, FALSE))
                )
                THEN 'international_transfer'
            WHEN on_authorization AND (opens OR (is_renewed AND NOT in_pool)) THEN 'authorization'
            WHEN on_issuance AND (opens OR (is_renewed AND NOT in_pool)) THEN 'issuance'
            WHEN
                on_use_or_cancellation AND kind IN ('retirement', 'cancellation', 'voluntary_cancellation')
                AND purpose IN ('IMP', 'OP') AND ends_at_host AND NOT came_before
                THEN 'use_or_cancellation'
            WHEN
                on_omge_cancellation AND kind IN ('cancellation', 'voluntary_cancellation')
                AND purpose = 'OMGE' AND ends_at_host AND NOT came_before AND NOT is_unstated
                THEN 'omge_cancellation'
        END AS trigger
    FROM in_force
),

dated AS (
    SELECT
        *,
        CASE
            WHEN first_transfer_date = 'named_event' AND trigger = 'authorization' THEN authorized_on
            WHEN first_transfer_date = 'named_event' AND trigger = 'issuance' THEN issued_on
            WHEN moved_before_authorized = 'day_moved' AND trigger = 'international_transfer' AND leaves
                THEN date
            WHEN moved_before_authorized = 'day_moved' AND trigger = 'international_transfer' THEN left_on
            ELSE decided_on
        END AS first_transfer_on
    FROM judged
    WHERE trigger IS NOT NULL
),

ranked AS (
    SELECT
        *,
        row_number() OVER (PARTITION BY scope, first ORDER BY first_transfer_on NULLS FIRST, turn) AS nth
    FROM dated
)

SELECT
    scope,
    first,
    first_transfer_on,
    decided_on,
    trigger,
    authorized_for,
    binding_id,
    binding_version,
    binding_metric,
    entry AS first_transfer_entry,
    turn AS first_transfer_turn
FROM ranked
WHERE nth = 1
