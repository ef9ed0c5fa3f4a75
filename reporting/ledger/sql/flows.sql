-- What did a Party first transfer, acquire, use?  The sums of flow_rows.
-- One row per set of the columns by which flows are told apart, and of blocks of one size.
--
-- given:  $party            only its flows; empty for all Parties
--         $cutoff           the last day that counts; empty for all
-- number                    of the flow, in the order of the columns by which flows are told apart
-- unknown                   of how many rows the quantity is not known
-- the other columns         as in flow_rows
WITH summed AS (
    SELECT
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
        CAST(sum(tonnes) AS BIGINT) AS tonnes,
        count(DISTINCT unknown) AS unknown,
        CAST(sum(units) AS BIGINT) AS units,
        block_units,
        block_tonnes,
        block_non_ghg
    FROM flow_rows
    GROUP BY ALL
)

SELECT
    row_number() OVER (
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
    *
FROM summed
