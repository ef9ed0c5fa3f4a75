-- What does each event mean for each Party, as far as it counts?  One row per event, interval and Party concerned.
--
-- given:  $party            only its postings; empty for all Parties
--         $cutoff           the last day that counts; empty for all
-- flow                      first_transferred, transferred, acquired, used, used_for_oimp, cancelled
-- party, counterparty       whose posting, and the other; empty where there is none
-- day                       the day by which its year goes; of a first transfer that of the first transfer
-- year                      its year
-- executed_on, executed_by  of units that moved abroad before they became ITMOs, the day and the row of the movement
-- is_own                    the Party recorded it
-- use_year                  of what is used towards an NDC; else empty
-- the other columns         as in unit_status
--
-- Units that became ITMOs after they were moved are acquired, on the day of their first transfer, by who held them
-- then. What only a counterpart recorded counts for a Party, unless it was the Party's to record and the Party has
-- declared its record of that year complete. An issuance in another registry, or a use there, is never the host's to
-- record: its first transfer counts whatever the host declares.
WITH moved AS (
    SELECT
        *,
        kind IN ('issuance', 'transfer', 'acquisition') AND from_party <> to_party AS is_abroad
    FROM unit_history
    WHERE is_itmo OR trigger IS NOT NULL
),

pending AS (
    SELECT
        scope,
        first,
        max(turn) AS last_turn,
        min(CASE WHEN from_party = host THEN turn END) AS left_turn
    FROM moved
    WHERE is_abroad AND trigger IS NOT NULL AND NOT is_itmo
    GROUP BY scope, first
),

departed AS (
    SELECT p.scope, p.first, m.date AS left_on, m.entry AS left_by
    FROM pending AS p
    INNER JOIN moved AS m ON p.scope = m.scope AND p.first = m.first AND p.left_turn = m.turn
    WHERE m.trigger = 'international_transfer'
),

each_flow AS (
    SELECT
        'first_transferred' AS flow,
        m.host AS party,
        nullif(m.to_party, m.host) AS counterparty,
        m.first_transfer_on AS day,
        m.host_recorded AS is_own,
        (m.kind IN ('transfer', 'acquisition') AND (m.from_party = m.host OR m.named_authorization IS NOT NULL))
        OR m.host = CASE m.kind WHEN 'issuance' THEN m.to_party ELSE m.from_party END AS is_due,
        d.left_on AS moved_on,
        d.left_by AS moved_by,
        m.*
    FROM moved AS m
    LEFT JOIN departed AS d ON m.scope = d.scope AND m.first = d.first
    WHERE m.is_first_transfer
    UNION ALL
    SELECT 'transferred', from_party, to_party, date, recorder = from_party, TRUE, date, entry, *
    FROM moved
    WHERE is_abroad AND is_itmo AND NOT is_first_transfer AND kind <> 'issuance'
    UNION ALL
    SELECT
        'acquired',
        m.to_party,
        m.from_party,
        CASE
            WHEN m.trigger IS NULL OR m.first_transfer_on IS NOT NULL THEN greatest(m.arrived_on, m.first_transfer_on)
        END,
        m.received_as IS NOT NULL,
        TRUE,
        m.arrived_on,
        coalesce(m.received_as, m.entry),
        m.*
    FROM moved AS m
    LEFT JOIN pending AS p ON m.scope = p.scope AND m.first = p.first AND m.turn = p.last_turn
    WHERE m.is_abroad AND (m.is_itmo OR (p.scope IS NOT NULL AND m.to_party <> m.host))
    UNION ALL
    SELECT 'used', used_by, host, date, recorder = used_by, TRUE, date, entry, *
    FROM moved
    WHERE is_use
    UNION ALL
    SELECT 'used_for_oimp', used_by, nullif(host, used_by), date, recorder = used_by, TRUE, date, entry, *
    FROM moved
    WHERE kind = 'retirement' AND purpose IN ('IMP', 'OP') AND is_itmo
    UNION ALL
    SELECT 'cancelled', from_party, nullif(host, from_party), date, recorder = from_party, TRUE, date, entry, *
    FROM moved
    WHERE kind IN ('cancellation', 'voluntary_cancellation') AND is_itmo
),

declared AS (
    SELECT DISTINCT party, year
    FROM coverage
    WHERE is_complete
)

SELECT
    f.flow,
    f.party,
    f.counterparty,
    f.day,
    CAST(year(f.day) AS BIGINT) AS year,
    CASE WHEN f.moved_on < f.day THEN f.moved_on END AS executed_on,
    CASE WHEN f.moved_on < f.day THEN f.moved_by END AS executed_by,
    f.is_own,
    f.entry,
    f.scope,
    f.line,
    f.first,
    f.stop,
    f.kind,
    f.approach,
    f.host,
    f.trigger,
    f.authorized_for,
    f.binding_id,
    f.binding_version,
    f.purpose,
    CASE WHEN f.flow = 'used' THEN f.use_year END AS use_year,
    f.metric,
    f.tonnes,
    f.received_as,
    f.itmo_offset,
    f.is_first_transfer
FROM each_flow AS f
LEFT JOIN declared AS d ON f.party = d.party AND year(f.day) = d.year
WHERE coalesce(f.party = $party, TRUE) AND (f.is_own OR NOT f.is_due OR d.party IS NULL)
