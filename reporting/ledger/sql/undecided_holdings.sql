-- Which units that a Party holds at the end of a day may be ITMOs, and why is it not decided?
-- One row per event that leaves it open, holder and reason.
--
-- given:  $party            only what it holds; empty for all Parties
--         $on               the day
--         $cutoff           the last day that counts; empty for all
-- party                     who holds them
-- status                    as in held_intervals
-- reason, entry             as in undecided_events
WITH opened AS (
    SELECT DISTINCT u.entry, u.scope, u.first, u.reason
    FROM undecided_events AS u
    INNER JOIN unit_history AS h ON u.entry = h.entry AND u.scope = h.scope AND u.first = h.first
    WHERE
        u.flow = 'first_transferred' AND coalesce(h.date <= $on, TRUE)
        AND coalesce(u.event_year <= year(CAST($on AS DATE)), TRUE)
)

SELECT DISTINCT i.party, i.status, o.reason, o.entry
FROM held_intervals AS i
INNER JOIN opened AS o ON i.scope = o.scope AND i.first = o.first
WHERE coalesce(i.party = $party, TRUE)
