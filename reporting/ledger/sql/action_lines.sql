-- What are the rows of Table 3 of the agreed electronic format?
-- One row per longest range, of however many entries, that agrees in all that the table says.
--
-- given:  as in actions
-- line                      its number
-- units, quantity           of the whole range
-- the other columns         as in actions
SELECT
    line,
    party,
    action,
    subtype,
    date,
    executed_on,
    executed_as,
    counterparty,
    purpose,
    use_year,
    used_by,
    using_entity,
    binding_id,
    binding_version,
    named_authorization,
    registry,
    metric,
    mitigation_type,
    non_ghg_metric,
    approach,
    originating_registry,
    host,
    vintage,
    unit_prefix,
    min(first_unit) AS first_unit,
    max(last_unit) AS last_unit,
    min(first_itmo) AS first_itmo,
    max(last_itmo) AS last_itmo,
    CAST(sum(units) AS BIGINT) AS units,
    CAST(sum(quantity) AS BIGINT) AS quantity,
    block_units,
    block_tonnes,
    block_non_ghg
FROM numbered_actions
GROUP BY ALL
