-- What passed between two Parties, as both recorded it, mirrors included?  One row per entry and interval.
--
-- given:  $party, $counterparty     the two Parties
-- line                      unit, itmo, pool
-- is_issuance               issued by one straight into the registry of the other
-- metric                    as the row's block says
-- quantity                  t CO2 eq
-- the other columns         as in matched_events and scopes
-- date                      the day of the row
SELECT
    m.entry,
    m.scope,
    CASE WHEN m.first < 0 THEN 'pool' WHEN m.scope % 2 = 1 THEN 'itmo' ELSE 'unit' END AS line,
    m.first,
    m.stop,
    m.kind,
    m.kind = 'issuance' AS is_issuance,
    m.date,
    m.sequence,
    m.recorder,
    m.from_party,
    m.to_party,
    s.approach,
    s.host,
    s.vintage,
    s.unit_prefix,
    m.metric,
    m.quantity,
    m.is_mirror
FROM matched_events AS m
INNER JOIN scopes AS s ON m.scope = s.scope
WHERE
    m.kind IN ('issuance', 'transfer', 'acquisition')
    AND (
        (m.from_party = $party AND m.to_party = $counterparty)
        OR (m.from_party = $counterparty AND m.to_party = $party)
    )
