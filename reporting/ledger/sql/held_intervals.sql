-- Which identified units does a Party hold at the end of a day?  One row per interval.
--
-- given:  $party            only what it holds; empty for all Parties
--         $on               the day
--         $cutoff           the last day that counts; empty for all
-- entry                     the last event
-- party, account            who holds them, and where
-- registry                  the registry in which the holder recorded them
-- status                    pre_2021 or unresolved (era); itmo: first transferred by the day; authorized: under an
--                           authorization in force on the day; credit: none of these
-- the other columns         as in unit_status and scopes
--
-- Between the day the sender recorded and the day the receiver did, nobody holds the units. An issuance may have no
-- day; it then came first. The last turn is asked of unit_status itself, whose two columns suffice: unit_history, read
-- twice, would be written out whole.
WITH latest AS (
    SELECT scope, first, max(turn) AS turn
    FROM unit_status
    WHERE line <> 'pool' AND coalesce(date <= $on, TRUE) AND coalesce(date <= CAST($cutoff AS DATE), TRUE)
    GROUP BY scope, first
),

active AS (
    SELECT DISTINCT approach, party, authorization_id
    FROM authorization_terms
    WHERE kind <> 'entity' AND authorized_on <= $on AND coalesce(in_force_until > $on, TRUE)
)

SELECT
    h.entry,
    h.scope,
    h.first,
    h.stop,
    h.line,
    h.to_party AS party,
    h.to_account AS account,
    r.recording_registry AS registry,
    h.authorization_id,
    CASE
        WHEN h.era <> 'paris' THEN h.era
        WHEN h.trigger IS NOT NULL AND coalesce(h.first_transfer_on <= $on, TRUE) THEN 'itmo'
        WHEN a.party IS NOT NULL THEN 'authorized'
        ELSE 'credit'
    END AS status,
    h.metric,
    h.itmo_offset,
    h.tonnes,
    s.approach,
    s.originating_registry,
    s.host,
    s.vintage,
    s.unit_prefix
FROM unit_history AS h
INNER JOIN latest AS l ON h.scope = l.scope AND h.first = l.first AND h.turn = l.turn
INNER JOIN scopes AS s ON h.scope = s.scope
LEFT JOIN recorded AS r ON h.received_as = r.entry
LEFT JOIN active AS a ON h.approach = a.approach AND h.host = a.party AND h.authorization_id = a.authorization_id
WHERE
    h.kind NOT IN ('retirement', 'cancellation', 'voluntary_cancellation')
    AND coalesce(h.arrived_on <= $on, TRUE)
    AND coalesce(h.to_party = $party, TRUE)
