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
        i.*,
        CASE WHEN i.first < 0 THEN -1 - coalesce(i.quantity, 0) ELSE i.first END AS place,
        i.kind = 'issuance' AS is_issuance,
        CASE WHEN i.kind = 'issuance' THEN i.recorder WHEN i.is_block THEN 'block' ELSE i.kind END AS teller,
        concat(
            CASE
                WHEN i.kind = 'issuance' THEN CASE WHEN i.recorder = s.origin THEN '0' ELSE '1' END
                WHEN i.kind = 'transfer' THEN '0'
                WHEN i.is_block THEN '2'
                ELSE '1'
            END,
            i.recorder
        ) AS precedence,
        i.recorder = s.host AS by_host,
        i.recorder = i.to_party AS by_receiver
    FROM serial_intervals AS i
    INNER JOIN scopes AS s ON i.scope = s.scope
    WHERE i.kind = 'issuance' OR (i.kind IN ('transfer', 'acquisition') AND i.from_party <> i.to_party)
),

repeated AS (
    SELECT scope, place, is_issuance, from_party, to_party, teller
    FROM crossing
    GROUP BY scope, place, is_issuance, from_party, to_party, teller
    HAVING count(*) > 1
),

counted AS (
    SELECT
        c.entry,
        c.scope,
        c.first,
        row_number() OVER (
            PARTITION BY c.scope, c.place, c.is_issuance, c.from_party, c.to_party, c.teller
            ORDER BY c.date NULLS LAST, c.sequence, c.entry
        ) AS nth
    FROM crossing AS c
    INNER JOIN repeated AS r
        ON
            c.scope = r.scope AND c.place = r.place AND c.is_issuance = r.is_issuance
            AND c.from_party = r.from_party AND c.to_party = r.to_party AND c.teller = r.teller
),

numbered AS (
    SELECT c.*, coalesce(n.nth, 1) AS nth
    FROM crossing AS c
    LEFT JOIN counted AS n ON c.entry = n.entry AND c.scope = n.scope AND c.first = n.first
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
        n.*,
        t.least_precedence,
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
    entry,
    scope,
    first,
    stop,
    kind,
    date,
    sequence,
    recorder,
    from_party,
    to_party,
    coalesce(receivers_account, to_account) AS to_account,
    coalesce(named_authorization, any_authorization) AS named_authorization,
    era,
    metric,
    purpose,
    use_year,
    using_party,
    quantity,
    coalesce(itmo_offset, any_offset) AS itmo_offset,
    precedence <> least_precedence AS is_mirror,
    coalesce(arrived, date) AS arrived_on,
    host_told AS host_recorded,
    receivers_entry AS received_as
FROM met
UNION ALL
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
    i.to_account,
    i.named_authorization,
    i.era,
    i.metric,
    i.purpose,
    i.use_year,
    i.using_party,
    i.quantity,
    i.itmo_offset,
    FALSE,
    i.date,
    i.recorder = s.host,
    i.entry
FROM serial_intervals AS i
INNER JOIN scopes AS s ON i.scope = s.scope
WHERE i.kind <> 'issuance' AND (i.kind NOT IN ('transfer', 'acquisition') OR i.from_party = i.to_party)
