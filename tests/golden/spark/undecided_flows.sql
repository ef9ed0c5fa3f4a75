-- undecided_flows
SELECT u.party, u.flow, u.reason, u.approach, u.host, u.vintage, u.event_year, u.use_year, u.authorized_for, u.metric, o.non_ghg_metric, COUNT(DISTINCT u.entry) AS number, MIN(u.entry) AS entry FROM undecided_events AS u LEFT JOIN openings AS o ON u.scope = o.scope AND u.first = o.first WHERE COALESCE(u.party = :party, TRUE) GROUP BY ALL
