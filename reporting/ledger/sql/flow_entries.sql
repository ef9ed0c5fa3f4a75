-- Of which rows of the data is each flow the sum?
-- One row per entry and flow.
--
-- given:  $party            only its flows; empty for all Parties
--         $cutoff           the last day that counts; empty for all
-- number                    of the flow, as in flows, if the same is given
-- entry                     the row
-- tonnes                    t CO2 eq; what is known of it
-- units                     of a non-GHG metric, how many units of the flow's blocks
WITH ranked AS (
    SELECT
        dense_rank() OVER (
            ORDER BY
                party,
                flow,
                approach,
                host,
                counterparty,
                vintage,
                event_year,
                use_year,
                authorized_for,
                purpose,
                metric,
                non_ghg_metric,
                is_own,
                binding_id,
                block_units,
                block_tonnes,
                block_non_ghg
        ) AS number,
        entry,
        tonnes,
        units
    FROM flow_rows
)

SELECT number, entry, CAST(sum(tonnes) AS BIGINT) AS tonnes, CAST(sum(units) AS BIGINT) AS units
FROM ranked
GROUP BY number, entry
