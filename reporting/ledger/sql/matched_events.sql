-- Which rows tell the same issuance or movement, and what do they say together?
-- One row per row of serial_intervals.
--
-- is_mirror                 another row tells the same, and that one stands
-- arrived_on                the day the receiver recorded it, else the day it was sent
-- host_recorded             the host told it
-- received_as               the receiver's own row of it; empty if it has none
-- to_account                as the receiver says, else as the row says
-- named_authorization, itmo_offset    the row's own, else its mirror's
-- the other columns         as in serial_intervals
--
-- The sender's row stands and the receiver's mirrors it; of an issuance, the row of the originating registry stands.
-- The nth row of one teller meets the nth row of another on the same interval. What is said without serial numbers
-- meets what is said of an equal quantity: its place is minus the quantity less one, which no serial number can be.
WITH crossing AS (
    SELECT
        entry,
        scope,
        first,
        kind,
        is_block,
        date,
        sequence,
        recorder,
        from_party,
        to_party,
        to_account,
        named_authorization,
        itmo_offset,
        kind = 'issuance' AS is_issuance,
        CASE WHEN first < 0 THEN -1 - coalesce(quantity, 0) ELSE first END AS place
    FROM serial_intervals
    WHERE kind = 'issuance' OR (kind IN ('transfer', 'acquisition') AND from_party <> to_party)
),

told_by_several AS (
    SELECT scope, place, is_issuance, from_party, to_party
    FROM crossing
    GROUP BY scope, place, is_issuance, from_party, to_party
    HAVING count(*) > 1
),

told AS (
    SELECT
        c.*,
        CASE WHEN c.is_issuance THEN c.recorder WHEN c.is_block THEN 'block' ELSE c.kind END AS teller,
        concat(
            CASE
                WHEN c.is_issuance THEN CASE WHEN c.recorder = s.origin THEN '0' ELSE '1' END
                WHEN c.kind = 'transfer' THEN '0'
                WHEN c.is_block THEN '2'
                ELSE '1'
            END,
            c.recorder
        ) AS precedence,
        c.recorder = s.host AS by_host,
        c.recorder = c.to_party AS by_receiver
    FROM crossing AS c
    INNER JOIN told_by_several AS t
        ON
            c.scope = t.scope AND c.place = t.place AND c.is_issuance = t.is_issuance
            AND c.from_party = t.from_party AND c.to_party = t.to_party
    INNER JOIN scopes AS s ON c.scope = s.scope
),

repeated AS (
    SELECT scope, place, is_issuance, from_party, to_party, teller
    FROM told
    GROUP BY scope, place, is_issuance, from_party, to_party, teller
    HAVING count(*) > 1
),

counted AS (
    SELECT
        t.entry,
        t.first,
        row_number() OVER (
            PARTITION BY t.scope, t.place, t.is_issuance, t.from_party, t.to_party, t.teller
            ORDER BY t.date NULLS LAST, t.sequence, t.entry
        ) AS nth
    FROM told AS t
    INNER JOIN repeated AS r
        ON
            t.scope = r.scope AND t.place = r.place AND t.is_issuance = r.is_issuance
            AND t.from_party = r.from_party AND t.to_party = r.to_party AND t.teller = r.teller
),

numbered AS (
    SELECT t.*, coalesce(c.nth, 1) AS nth
    FROM told AS t
    LEFT JOIN counted AS c ON t.entry = c.entry AND t.first = c.first
),

together AS (
    SELECT
        scope,
        place,
        is_issuance,
        from_party,
        to_party,
        nth,
        min(precedence) AS least_precedence,
        max(CASE WHEN kind = 'acquisition' THEN date END) AS arrived,
        max(by_host) AS host_told,
        min(CASE WHEN by_receiver THEN entry END) AS receivers_entry,
        max(named_authorization) AS any_authorization,
        max(itmo_offset) AS any_offset,
        max(CASE WHEN by_receiver THEN to_account END) AS receivers_account
    FROM numbered
    GROUP BY scope, place, is_issuance, from_party, to_party, nth
),

met AS (
    SELECT
        n.entry,
        n.first,
        n.precedence <> t.least_precedence AS is_mirror,
        t.arrived,
        t.host_told,
        t.receivers_entry,
        t.any_authorization,
        t.any_offset,
        t.receivers_account
    FROM numbered AS n
    INNER JOIN together AS t
        ON
            n.scope = t.scope AND n.place = t.place AND n.is_issuance = t.is_issuance
            AND n.from_party = t.from_party AND n.to_party = t.to_party AND n.nth = t.nth
)

SELECT
    i.entry,
    i.scope,
    i.first,
    i.stop,
    i.kind,
    i.date,
    i.sequence,
    i.recorder,
    i.from_party,
    i.to_party,
    coalesce(m.receivers_account, i.to_account) AS to_account,
    coalesce(i.named_authorization, m.any_authorization) AS named_authorization,
    i.era,
    i.metric,
    i.purpose,
    i.use_year,
    i.using_party,
    i.quantity,
    coalesce(i.itmo_offset, m.any_offset) AS itmo_offset,
    coalesce(m.is_mirror, FALSE) AS is_mirror,
    coalesce(m.arrived, i.date) AS arrived_on,
    coalesce(m.host_told, i.recorder = s.host) AS host_recorded,
    CASE
        WHEN m.entry IS NOT NULL THEN m.receivers_entry
        WHEN i.recorder = i.to_party THEN i.entry
        WHEN i.kind = 'issuance' OR (i.kind IN ('transfer', 'acquisition') AND i.from_party <> i.to_party) THEN NULL
        ELSE i.entry
    END AS received_as
FROM serial_intervals AS i
INNER JOIN scopes AS s ON i.scope = s.scope
LEFT JOIN met AS m ON i.entry = m.entry AND i.first = m.first
