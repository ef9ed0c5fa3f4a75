-- Which range of serial numbers does each row concern?  One row per row of recorded.
--
-- scope                     where its serial numbers are unique (numberings)
-- line                      unit, itmo: the numbering of its range; pool: it has no serial numbers
-- first, stop               the range, its first number and the one after its last; of a pool negative, no two touch
-- era                       paris (vintage 2021 or later), pre_2021, unresolved: no vintage before 2021 is ever an ITMO
--                           (2/CMA.3 annex, para. 1(e))
-- named_authorization       the host's authorization that the row names; without serials also its block's
-- itmo_offset               what is added to a unit serial to get the ITMO serial
-- quantity                  t CO2 eq
-- the other columns         as in recorded
WITH lined AS (
    SELECT
        r.*,
        n.scope,
        n.itmo_scope,
        CASE
            WHEN r.first_unit <= r.last_unit AND (n.has_all_units OR NOT n.has_all_itmos) THEN 'unit'
            WHEN r.first_itmo <= r.last_itmo THEN 'itmo'
            ELSE 'pool'
        END AS line
    FROM recorded AS r
    INNER JOIN numberings AS n
        ON
            r.approach = n.approach AND r.originating_registry = n.originating_registry AND r.host = n.host
            AND coalesce(r.vintage, 0) = n.year AND coalesce(r.unit_prefix, '') = n.prefix
)

SELECT
    entry,
    CASE WHEN line = 'itmo' THEN itmo_scope ELSE scope END AS scope,
    line,
    CASE line WHEN 'unit' THEN first_unit WHEN 'itmo' THEN first_itmo ELSE -2 - 2 * entry END AS first,
    CASE line WHEN 'unit' THEN last_unit + 1 WHEN 'itmo' THEN last_itmo + 1 ELSE -1 - 2 * entry END AS stop,
    kind,
    is_block,
    date,
    sequence,
    recorder,
    from_party,
    to_party,
    to_account,
    coalesce(named_authorization, CASE WHEN line = 'pool' THEN block_authorization END) AS named_authorization,
    CASE
        WHEN vintage >= 2021 THEN 'paris'
        WHEN vintage < 2021 OR year(period_end) < 2021 THEN 'pre_2021'
        ELSE 'unresolved'
    END AS era,
    metric,
    purpose,
    use_year,
    using_party,
    quantity,
    first_itmo - first_unit AS itmo_offset
FROM lined
