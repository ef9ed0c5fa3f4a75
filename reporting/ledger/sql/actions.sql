-- What does a Party report in Table 3 of the agreed electronic format?
-- One row per longest range of one entry that agrees in all columns.
--
-- given:  $party            only its actions; empty for all Parties
--         $cutoff           the last day that counts; empty for all
-- action                    first_transfer, transfer, acquisition, use, cancellation, voluntary_cancellation
-- subtype                   of a first transfer what made it one; of a cancellation what it delivers; of what goes to
--                           the Adaptation Fund adaptation_fund_mandatory, adaptation_fund_voluntary or
--                           not_yet_defined; else empty
-- date                      the day by which its year goes
-- executed_on, executed_as  of units that moved abroad before they became ITMOs, the day of the movement and its number
--                           in the registry; empty for others
-- used_by, using_entity     who uses or cancels
-- registry                  where it was recorded; of an acquisition, by the receiver
-- named_authorization       the authorization that the row itself names
-- units                     the length of the range; empty without serial numbers
-- quantity                  t CO2 eq; empty if unknown or in a non-GHG metric
-- the other columns         as in postings, scopes and openings
--
-- A mandatory share of A6.4ERs, and what of them goes to the Adaptation Fund, is reported on its day with its own
-- subtype, although no statement of the host makes it a first transfer (tables 26(a) and (b) of the nomenclature). The
-- Fund is no Party, and stands in no column.
-- Issuances and moves inside one Party make no row. A use or cancellation by the host that is its own first transfer is
-- reported as that (4/CMA.6, annex II, table 3).
WITH taken AS (
    SELECT
        CASE WHEN m.to_fund THEN 'transferred' ELSE 'cancelled' END AS flow,
        u.from_party AS party,
        CAST(NULL AS VARCHAR) AS counterparty,
        u.date AS day,
        CAST(year(u.date) AS BIGINT) AS year,
        CAST(NULL AS DATE) AS executed_on,
        CAST(NULL AS BIGINT) AS executed_by,
        u.recorder = u.from_party AS is_own,
        u.entry,
        u.scope,
        u.line,
        u.first,
        u.stop,
        u.kind,
        u.approach,
        u.host,
        u.trigger,
        u.authorized_for,
        u.authorization_id AS binding_id,
        CAST(NULL AS BIGINT) AS binding_version,
        u.purpose,
        CAST(NULL AS BIGINT) AS use_year,
        u.metric,
        u.tonnes,
        u.received_as,
        u.itmo_offset,
        FALSE AS is_first_transfer
    FROM unit_history AS u
    INNER JOIN shares AS m ON u.entry = m.entry
    WHERE
        coalesce(u.from_party = $party, TRUE) AND m.is_of_mechanism AND NOT u.is_itmo AND u.authorization_id IS NOT NULL
        AND (m.to_fund OR u.kind IN ('cancellation', 'voluntary_cancellation'))
),

told AS (
    SELECT *
    FROM postings
    UNION ALL
    SELECT *
    FROM taken
),

reported AS (
    SELECT
        t.* EXCLUDE (counterparty),
        CASE WHEN NOT coalesce(m.to_fund, FALSE) THEN t.counterparty END AS counterparty,
        CASE flow
            WHEN 'first_transferred' THEN 'first_transfer'
            WHEN 'transferred' THEN 'transfer'
            WHEN 'acquired' THEN 'acquisition'
            WHEN 'used' THEN 'use'
            WHEN 'used_for_oimp' THEN 'use'
            ELSE CASE WHEN kind = 'voluntary_cancellation' THEN kind ELSE 'cancellation' END
        END AS action,
        CASE
            WHEN m.to_fund AND flow IN ('first_transferred', 'transferred')
                THEN
                    CASE
                        WHEN flow = 'first_transferred' OR NOT m.is_of_mechanism THEN 'not_yet_defined'
                        WHEN m.is_mandatory THEN 'adaptation_fund_mandatory'
                        ELSE 'adaptation_fund_voluntary'
                    END
            WHEN m.is_mandatory AND purpose = 'OMGE' AND (flow = 'cancelled' OR trigger = 'omge_cancellation')
                THEN 'omge_mandatory'
            WHEN flow = 'first_transferred' THEN trigger
            WHEN flow = 'cancelled' AND purpose = 'OMGE' THEN 'omge_cancellation'
            WHEN flow = 'cancelled' THEN 'other_cancellation'
        END AS subtype
    FROM told AS t
    LEFT JOIN shares AS m ON t.entry = m.entry
    WHERE NOT (flow IN ('cancelled', 'used_for_oimp') AND is_first_transfer AND party = host)
),

pieces AS (
    SELECT
        p.* EXCLUDE (approach, host, executed_by),
        x.number AS executed_as,
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
            coalesce(CAST(p.executed_on AS VARCHAR), ''),
            coalesce(x.number, ''),
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
    LEFT JOIN registry_numbers AS x ON p.executed_by = x.entry
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
