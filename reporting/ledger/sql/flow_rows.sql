-- What does each posting put into the flows of a Party?
-- One row per posting.
--
-- given:  $party            only its flows; empty for all Parties
--         $cutoff           the last day that counts; empty for all
-- party, flow, approach, host, counterparty, vintage, event_year, use_year, authorized_for, purpose, metric,
-- non_ghg_metric, is_own, binding_id     by which flows are told apart (postings)
-- tonnes                    t CO2 eq; what is known of it
-- unknown                   the row, if its quantity is not known: however it is cut, it is one
-- units                     of a non-GHG metric, how many units of blocks of
-- block_units               so many units, that hold
-- block_tonnes              so many t CO2 eq and
-- block_non_ghg             so many millionths of a unit of the metric
WITH shares AS (
    SELECT scope, first, non_ghg_metric, block_units, block_tonnes, block_non_ghg
    FROM openings
    WHERE metric = 'non_ghg'
)

SELECT
    p.party,
    p.flow,
    p.approach,
    p.host,
    p.counterparty,
    s.vintage,
    p.year AS event_year,
    p.use_year,
    p.authorized_for,
    p.purpose,
    p.metric,
    o.non_ghg_metric,
    p.is_own,
    p.binding_id,
    p.entry,
    coalesce(p.tonnes, 0) AS tonnes,
    CASE WHEN CASE WHEN p.metric = 'non_ghg' THEN o.block_non_ghg ELSE p.tonnes END IS NULL THEN p.entry END
        AS unknown,
    CASE WHEN p.metric = 'non_ghg' THEN p.stop - p.first END AS units,
    o.block_units,
    o.block_tonnes,
    o.block_non_ghg
FROM postings AS p
INNER JOIN scopes AS s ON p.scope = s.scope
LEFT JOIN shares AS o ON p.scope = o.scope AND p.first = o.first
