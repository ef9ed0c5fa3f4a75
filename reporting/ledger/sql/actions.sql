-- What does a Party report in Table 3 of the agreed electronic format?
-- One row per longest range of one entry that agrees in all columns.
--
-- given:  $party            only its actions; empty for all Parties
--         $cutoff           the last day that counts; empty for all
-- action                    first_transfer, transfer, acquisition, use, cancellation, voluntary_cancellation
-- subtype                   of a first transfer what made it one; of a cancellation what it delivers; else empty
-- date                      the day by which its year goes
-- used_by, using_entity     who uses or cancels
-- registry                  where it was recorded; of an acquisition, by the receiver
-- named_authorization       the authorization that the row itself names
-- units                     the length of the range; empty without serial numbers
-- quantity                  t CO2 eq; empty if unknown or in a non-GHG metric
-- the other columns         as in postings, scopes and openings
--
-- Issuances and moves inside one Party make no row. A use or cancellation by the host that is its own first transfer is
-- reported as that (4/CMA.6, annex II, table 3).
WITH reported AS (
    SELECT
        *,
        CASE flow
            WHEN 'first_transferred' THEN 'first_transfer'
            WHEN 'transferred' THEN 'transfer'
            WHEN 'acquired' THEN 'acquisition'
            WHEN 'used' THEN 'use'
            WHEN 'used_for_oimp' THEN 'use'
            ELSE CASE WHEN kind = 'voluntary_cancellation' THEN kind ELSE 'cancellation' END
        END AS action,
        CASE
            WHEN flow = 'first_transferred' THEN trigger
            WHEN flow = 'cancelled' AND purpose = 'OMGE' THEN 'omge_cancellation'
            WHEN flow = 'cancelled' THEN 'other_cancellation'
        END AS subtype
    FROM postings
    WHERE NOT (flow IN ('cancelled', 'used_for_oimp') AND is_first_transfer AND party = host)
),

pieces AS (
    SELECT
        p.* EXCLUDE (approach, host),
        o.mitigation_type,
        o.non_ghg_metric,
        o.block_units,
        o.block_tonnes,
        o.block_non_ghg,
        d.using_entity,
        d.named_authorization,
        CASE
            WHEN p.action IN ('use', 'cancellation', 'voluntary_cancellation') THEN coalesce(d.using_party, p.party)
            ELSE d.using_party
        END AS used_by,
        coalesce(CASE WHEN p.flow = 'acquired' THEN r.recording_registry END, d.recording_registry) AS registry,
        concat_ws(
            chr(31),
            p.party,
            p.action,
            coalesce(p.subtype, ''),
            coalesce(CAST(p.day AS VARCHAR), ''),
            coalesce(p.counterparty, ''),
            coalesce(p.purpose, ''),
            coalesce(CAST(p.use_year AS VARCHAR), ''),
            coalesce(p.binding_id, ''),
            coalesce(CAST(p.binding_version AS VARCHAR), ''),
            CASE WHEN p.flow = 'acquired' THEN coalesce(r.recording_registry, '') ELSE '' END,
            p.metric,
            CAST(p.is_own AS VARCHAR),
            coalesce(o.mitigation_type, ''),
            coalesce(o.non_ghg_metric, ''),
            coalesce(CAST(o.block_units AS VARCHAR), ''),
            coalesce(CAST(o.block_tonnes AS VARCHAR), ''),
            coalesce(CAST(o.block_non_ghg AS VARCHAR), ''),
            coalesce(CAST(p.itmo_offset AS VARCHAR), '')
        ) AS alike
    FROM reported AS p
    INNER JOIN openings AS o ON p.scope = o.scope AND p.first = o.first
    INNER JOIN entry_details AS d ON p.entry = d.entry
    LEFT JOIN recorded AS r ON p.received_as = r.entry
),

longest AS (SELECT * FROM merged_ranges),

named AS (
    SELECT p.* EXCLUDE (stop), l.stop, s.approach, s.originating_registry, s.host, s.vintage, s.unit_prefix
    FROM longest AS l
    INNER JOIN pieces AS p
        ON l.entry = p.entry AND l.scope = p.scope AND l.alike = p.alike AND l.first = p.first
    INNER JOIN scopes AS s ON l.scope = s.scope
)

SELECT
    entry,
    party,
    action,
    subtype,
    day AS date,
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
    is_own,
    approach,
    originating_registry,
    host,
    vintage,
    unit_prefix,
    CASE line WHEN 'unit' THEN first WHEN 'itmo' THEN first - itmo_offset END AS first_unit,
    CASE line WHEN 'unit' THEN stop WHEN 'itmo' THEN stop - itmo_offset END - 1 AS last_unit,
    CASE line WHEN 'unit' THEN first + itmo_offset WHEN 'itmo' THEN first END AS first_itmo,
    CASE line WHEN 'unit' THEN stop + itmo_offset WHEN 'itmo' THEN stop END - 1 AS last_itmo,
    CASE WHEN line <> 'pool' THEN stop - first END AS units,
    CASE WHEN metric = 'non_ghg' THEN NULL WHEN line = 'pool' THEN tonnes ELSE stop - first END AS quantity,
    block_units,
    block_tonnes,
    block_non_ghg
FROM named
