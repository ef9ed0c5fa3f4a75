-- What happened to the units of each interval, in order, and what did each event find?
-- One row per row of matched_events that is no mirror.
--
-- turn                      the place of the event in the history of its interval, from 1
-- holder_before, account_before     who had been given the units, and where; empty at the first event
-- end_before                1 cancellation, 2 retirement, 3 voluntary cancellation: had ended the units; empty if none
-- opening                   the kind of the first event
-- issued_on                 the day of the issuance
-- authorization_id          the authorization that has come to bind the units with this event: each binds until the
--                           next is named
-- authorization_before      the one before this event
-- era, metric, itmo_offset  those of the interval
-- the other columns         as in matched_events
--
-- Order: the day (an issuance of unknown day comes first), the sequence that its registry states, the kind (what is
-- issued can be moved, then used), the row.
WITH ranked AS (
    SELECT
        *,
        CASE kind
            WHEN 'issuance' THEN 0
            WHEN 'transfer' THEN 1
            WHEN 'acquisition' THEN 2
            WHEN 'retirement' THEN 3
            WHEN 'cancellation' THEN 4
            ELSE 5
        END AS rank
    FROM matched_events
    WHERE NOT is_mirror
)

SELECT
    entry,
    scope,
    first,
    stop,
    kind,
    date,
    recorder,
    from_party,
    to_party,
    to_account,
    named_authorization,
    purpose,
    use_year,
    using_party,
    quantity,
    sequence,
    arrived_on,
    host_recorded,
    received_as,
    min(era) OVER whole AS era,
    max(metric) OVER whole AS metric,
    max(itmo_offset) OVER whole AS itmo_offset,
    min(CASE WHEN kind = 'issuance' THEN date END) OVER whole AS issued_on,
    row_number() OVER in_order AS turn,
    lag(to_party) OVER in_order AS holder_before,
    lag(to_account) OVER in_order AS account_before,
    first_value(kind) OVER in_order AS opening,
    max(
        CASE kind WHEN 'cancellation' THEN 1 WHEN 'retirement' THEN 2 WHEN 'voluntary_cancellation' THEN 3 END
    ) OVER earlier AS end_before,
    last_value(named_authorization IGNORE NULLS) OVER so_far AS authorization_id,
    last_value(named_authorization IGNORE NULLS) OVER earlier AS authorization_before
FROM ranked
WINDOW
    in_order AS (
        PARTITION BY scope, first
        ORDER BY date NULLS FIRST, sequence, rank, entry
    ),
    earlier AS (
        PARTITION BY scope, first
        ORDER BY date NULLS FIRST, sequence, rank, entry
        ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
    ),
    so_far AS (
        PARTITION BY scope, first
        ORDER BY date NULLS FIRST, sequence, rank, entry
        ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
    ),
    whole AS (
        PARTITION BY scope, first
        ORDER BY date NULLS FIRST, sequence, rank, entry
        ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
    )
