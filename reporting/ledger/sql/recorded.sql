-- What did each registry record?  One row per issuance, and per event that no later row corrects, in one shape.
--
-- entry                                the row: number of the file times 2^40, plus its line
-- kind                                 issuance, transfer, acquisition, retirement, cancellation,
--                                      voluntary_cancellation
-- date                                 the day: issued_on of a block, event_date of an event
-- is_block                             a row of credit_blocks
-- recorder                             the Party whose registry recorded it
-- vintage                              as stated, else the calendar year that holds the whole monitoring period
-- first_unit … last_itmo               serial numbers, both ends included: its own, else those of the block it names
-- quantity                             t CO2 eq
-- non_ghg_quantity                     millionths of a unit of the non-GHG metric
-- named_authorization                  the authorization of the host that the row names
-- block_authorization                  the same of the block that an event names
-- the other columns                    as in credit_blocks and transfers
--
-- Nothing is interpreted here but one thing: a buyer's registry that issues what the host's registry has issued and
-- transferred (host_then_transfer) records an acquisition, not a second issuance.
-- An event without serial numbers that moves the whole of its block has the block's; one with a single numbering has
-- the other by the distance of the two within its block, unless that would be a number that neither can have:
-- units may begin at 0, ITMOs at 1.
-- view
WITH blocks AS (
    SELECT
        *,
        substr(recording_registry, 1, 3) AS recorder,
        coalesce(vintage, CASE WHEN year(period_start) = year(period_end) THEN year(period_end) END) AS year_of,
        coalesce(
            CASE WHEN last_unit >= first_unit THEN last_unit - first_unit + 1 END,
            CASE WHEN last_itmo >= first_itmo THEN last_itmo - first_itmo + 1 END
        ) AS length,
        CASE WHEN authorization_party = host THEN authorization_id END AS own_authorization
    FROM credit_blocks
),

corrected AS (
    SELECT DISTINCT _package, corrects
    FROM transfers
    WHERE corrects IS NOT NULL AND corrects <> transfer_id
),

standing AS (
    SELECT t.*
    FROM transfers AS t
    LEFT JOIN corrected AS c ON t._package = c._package AND t.transfer_id = c.corrects
    WHERE c.corrects IS NULL
),

named AS (
    SELECT
        t.*,
        b.year_of AS block_year,
        b.unit_prefix AS block_prefix,
        b.project_id,
        b.issuance_id,
        b.metric,
        b.non_ghg_metric,
        b.mitigation_type,
        b.period_end,
        b.own_authorization AS block_authorization,
        b.first_unit AS block_first_unit,
        b.last_unit AS block_last_unit,
        b.first_itmo AS block_first_itmo,
        b.last_itmo AS block_last_itmo,
        b.non_ghg_quantity AS block_non_ghg,
        coalesce(b.quantity, b.length) AS block_quantity,
        b.first_itmo - b.first_unit AS distance,
        t.first_unit IS NULL AND t.first_itmo IS NULL
        AND coalesce(t.quantity = coalesce(b.quantity, b.length), t.quantity IS NULL) AS is_whole
    FROM standing AS t
    LEFT JOIN blocks AS b ON t._package = b._package AND t.block_id = b.block_id
),

events AS (
    SELECT
        *,
        coalesce(
            first_unit,
            CASE WHEN is_whole THEN block_first_unit END,
            CASE WHEN first_itmo >= distance THEN first_itmo - distance END
        ) AS begins_unit,
        coalesce(
            last_unit,
            CASE WHEN is_whole THEN block_last_unit END,
            CASE WHEN first_itmo >= distance THEN last_itmo - distance END
        ) AS ends_unit,
        coalesce(
            first_itmo,
            CASE WHEN is_whole THEN block_first_itmo END,
            CASE WHEN first_unit + distance > 0 THEN first_unit + distance END
        ) AS begins_itmo,
        coalesce(
            last_itmo,
            CASE WHEN is_whole THEN block_last_itmo END,
            CASE WHEN first_unit + distance > 0 THEN last_unit + distance END
        ) AS ends_itmo
    FROM named
)

SELECT
    entry,
    approach,
    originating_registry,
    recording_registry,
    host,
    year_of AS vintage,
    unit_prefix,
    first_unit,
    last_unit,
    first_itmo,
    last_itmo,
    coalesce(quantity, length) AS quantity,
    non_ghg_quantity,
    block_id,
    confidential,
    project_id,
    issuance_id,
    metric,
    non_ghg_metric,
    mitigation_type,
    period_end,
    CASE
        WHEN issuance_pattern = 'host_then_transfer' AND recorder <> host THEN 'acquisition'
        ELSE 'issuance'
    END AS kind,
    TRUE AS is_block,
    issued_on AS date,
    CAST(0 AS BIGINT) AS sequence,
    recorder,
    host AS from_party,
    CAST(NULL AS VARCHAR) AS from_account,
    holder_party AS to_party,
    account AS to_account,
    CAST(NULL AS VARCHAR) AS purpose,
    CAST(NULL AS BIGINT) AS use_year,
    CAST(NULL AS VARCHAR) AS using_party,
    CAST(NULL AS VARCHAR) AS using_entity,
    own_authorization AS named_authorization,
    own_authorization AS block_authorization
FROM blocks
UNION ALL
SELECT
    entry,
    approach,
    originating_registry,
    recording_registry,
    host,
    coalesce(vintage, block_year),
    coalesce(unit_prefix, block_prefix),
    begins_unit,
    ends_unit,
    begins_itmo,
    ends_itmo,
    coalesce(
        quantity,
        CASE WHEN is_whole THEN block_quantity END,
        CASE WHEN ends_unit >= begins_unit THEN ends_unit - begins_unit + 1 END,
        CASE WHEN ends_itmo >= begins_itmo THEN ends_itmo - begins_itmo + 1 END
    ),
    coalesce(non_ghg_quantity, CASE WHEN is_whole THEN block_non_ghg END),
    block_id,
    confidential,
    project_id,
    issuance_id,
    metric,
    non_ghg_metric,
    mitigation_type,
    period_end,
    event,
    FALSE,
    event_date,
    coalesce(sequence, 0),
    recorded_by,
    from_party,
    from_account,
    to_party,
    to_account,
    purpose,
    use_year,
    using_party,
    using_entity,
    CASE WHEN authorization_party = host THEN authorization_id END,
    block_authorization
FROM events
