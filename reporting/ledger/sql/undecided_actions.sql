-- Which events may be actions with ITMOs, and why is it not decided?
-- One row per event, Party concerned and reason.
--
-- given:  $party            only its actions; empty for all Parties
--         $cutoff           the last day that counts; empty for all
-- party                     from whom or to whom the units went, or whose first transfer or use it may be
-- year                      of the action, were it one; empty if not known
-- reason                    as in undecided_events; of authorized units without a vintage first_transfer_vintage
-- entry                     the event that leaves it open; of what moves on afterwards, the one before
--
-- Units of which it is not decided whether they were first transferred may be ITMOs in all that follows.
WITH opened AS (
    SELECT u.entry, u.scope, u.first, u.reason, u.party, u.event_year, h.turn
    FROM undecided_events AS u
    INNER JOIN unit_history AS h ON u.entry = h.entry AND u.scope = h.scope AND u.first = h.first
    WHERE u.flow = 'first_transferred'
),

without_vintage AS (
    SELECT *
    FROM unit_history
    WHERE era = 'unresolved' AND authorization_id IS NOT NULL
),

open_since AS (
    SELECT o.entry, o.reason, h.from_party, h.to_party, h.kind, h.date
    FROM opened AS o
    INNER JOIN unit_history AS h ON o.scope = h.scope AND o.first = h.first AND o.turn <= h.turn
    UNION ALL
    SELECT entry, 'first_transfer_vintage', from_party, to_party, kind, date
    FROM without_vintage
),

moved AS (
    SELECT entry, reason, from_party, to_party, CAST(year(date) AS BIGINT) AS year
    FROM open_since
    WHERE
        kind IN ('retirement', 'cancellation', 'voluntary_cancellation')
        OR (kind <> 'issuance' AND from_party <> to_party)
),

concerned AS (
    SELECT party, event_year AS year, reason, entry
    FROM opened
    UNION
    SELECT u.party, CAST(year(h.date) AS BIGINT), u.reason, u.entry
    FROM undecided_events AS u
    INNER JOIN unit_history AS h ON u.entry = h.entry AND u.scope = h.scope AND u.first = h.first
    WHERE u.flow = 'used'
    UNION
    SELECT from_party, year, reason, entry
    FROM moved
    UNION
    SELECT to_party, year, reason, entry
    FROM moved
    WHERE to_party IS NOT NULL
)

SELECT party, year, reason, entry
FROM concerned
WHERE coalesce(party = $party, TRUE)
