-- Of how many rows is it not decided whether they are a flow of a Party?
-- One row per set of the columns by which such rows are told apart.
--
-- given:  $party            only its flows; empty for all Parties
--         $cutoff           the last day that counts; empty for all
-- number                    how many rows of the data
-- entry                     the first of them
-- the other columns         as in undecided_events and openings
SELECT
    u.party,
    u.flow,
    u.reason,
    u.approach,
    u.host,
    u.vintage,
    u.event_year,
    u.use_year,
    u.authorized_for,
    u.metric,
    o.non_ghg_metric,
    count(DISTINCT u.entry) AS number,
    min(u.entry) AS entry
FROM undecided_events AS u
LEFT JOIN openings AS o ON u.scope = o.scope AND u.first = o.first
WHERE coalesce(u.party = $party, TRUE)
GROUP BY ALL
