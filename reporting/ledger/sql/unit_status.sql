-- What is each event of each interval: a first transfer, one of ITMOs, a use towards an NDC?
-- One row per row of unit_events.
--
-- line                      unit, itmo, pool, as in entries
-- approach, host            those of the scope
-- used_by                   who uses what is retired or cancelled
-- ended_before              the kind of event that had ended the units before; empty if none
-- is_opened                 the history of the interval begins with an issuance or an acquisition
-- metric                    ghg or non_ghg: the block's, else the binding authorization's
-- tonnes                    the quantity it moves in t CO2 eq; empty if unknown or in another metric
-- first_transfer_on, decided_on, trigger, authorized_for, binding_id, binding_version     of its first transfer
-- is_first_transfer         it is the first transfer
-- is_itmo                   the units are ITMOs with this event: first transferred by it or before. Without serial
--                           numbers: if it is their first transfer, or they must have been first transferred before
-- may_use                   ITMOs authorized for an NDC, retired for a Party that is not the host and had authorized
--                           the approach or its use by that day
-- is_use                    so retired towards the NDC of who held them, for no year before the vintage (2/CMA.3 annex,
--                           paras. 8(b) and 23(e))
-- the other columns         as in unit_events
WITH described AS (
    SELECT
        u.*,
        s.approach,
        s.host,
        s.vintage,
        coalesce(u.using_party, u.from_party) AS used_by,
        f.first_transfer_on,
        f.decided_on,
        f.trigger,
        f.authorized_for,
        f.binding_id,
        f.binding_version,
        coalesce(f.authorized_for, e.was_authorized_for) AS was_authorized_for,
        coalesce(u.metric, f.binding_metric, 'ghg') AS known_metric,
        coalesce(f.first_transfer_entry = u.entry, FALSE) AS is_first_transfer,
        CASE
            WHEN u.first < 0 THEN f.trigger IS NOT NULL OR e.entry IS NOT NULL
            ELSE coalesce(
                f.first_transfer_on < u.date
                OR (f.first_transfer_turn <= u.turn AND coalesce(f.first_transfer_on = u.date, TRUE)),
                FALSE
            )
        END AS is_itmo
    FROM unit_events AS u
    INNER JOIN scopes AS s ON u.scope = s.scope
    LEFT JOIN first_transfers AS f ON u.scope = f.scope AND u.first = f.first
    LEFT JOIN earlier_first_transfers AS e ON u.entry = e.entry
),

retired AS (
    SELECT DISTINCT approach, used_by, date
    FROM described
    WHERE kind = 'retirement'
),

entitled AS (
    SELECT DISTINCT r.approach, r.used_by, r.date
    FROM retired AS r
    INNER JOIN authorization_terms AS v ON r.approach = v.approach AND r.used_by = v.party
    WHERE
        v.kind IN ('approach', 'use')
        AND v.authorized_on <= r.date
        AND coalesce(v.in_force_until > r.date, TRUE)
),

judged AS (
    SELECT
        d.*,
        coalesce(
            d.kind = 'retirement' AND d.used_by <> d.host AND d.was_authorized_for <> 'OIMP' AND d.is_itmo
            AND t.used_by IS NOT NULL,
            FALSE
        ) AS may_use
    FROM described AS d
    LEFT JOIN entitled AS t ON d.approach = t.approach AND d.used_by = t.used_by AND d.date = t.date
)

SELECT
    d.entry,
    d.scope,
    d.first,
    d.stop,
    CASE WHEN d.first < 0 THEN 'pool' WHEN d.scope % 2 = 1 THEN 'itmo' ELSE 'unit' END AS line,
    d.turn,
    d.kind,
    d.date,
    d.recorder,
    d.from_party,
    d.to_party,
    d.to_account,
    d.approach,
    d.host,
    d.used_by,
    d.purpose,
    d.use_year,
    d.using_party,
    d.named_authorization,
    d.authorization_id,
    d.arrived_on,
    d.host_recorded,
    d.received_as,
    d.era,
    d.itmo_offset,
    d.issued_on,
    d.holder_before,
    d.account_before,
    CASE d.end_before WHEN 1 THEN 'cancellation' WHEN 2 THEN 'retirement' WHEN 3 THEN 'voluntary_cancellation' END
        AS ended_before,
    d.opening IN ('issuance', 'acquisition') AS is_opened,
    d.sequence,
    d.known_metric AS metric,
    CASE
        WHEN d.known_metric = 'non_ghg' THEN NULL
        WHEN d.first > 0 THEN d.stop - d.first
        ELSE d.quantity
    END AS tonnes,
    d.first_transfer_on,
    d.decided_on,
    d.trigger,
    d.authorized_for,
    d.binding_id,
    d.binding_version,
    d.is_first_transfer,
    d.is_itmo,
    d.may_use,
    coalesce(
        d.may_use AND d.purpose = 'NDC' AND d.used_by = d.from_party AND coalesce(d.use_year >= d.vintage, TRUE), FALSE
    ) AS is_use
FROM judged AS d
