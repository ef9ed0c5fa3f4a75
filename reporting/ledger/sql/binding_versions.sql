-- Which versions of authorizations bind units, since when?  One row per version.
--
-- since                     the day of the first first transfer
-- quantity                  t CO2 eq; what is known of it
-- reaches                   later changes apply to what was first transferred before, by its terms
-- the other columns         as in authorization_terms
WITH bound AS (
    SELECT
        host,
        binding_id,
        binding_version,
        min(first_transfer_on) AS since,
        CAST(sum(tonnes) AS BIGINT) AS quantity
    FROM unit_status
    WHERE is_first_transfer
    GROUP BY host, binding_id, binding_version
)

SELECT
    v.party,
    v.authorization_id,
    v.version,
    b.since,
    b.quantity,
    coalesce(v.changes_apply_to_transferred, FALSE) AS reaches,
    v.purposes,
    v.definition,
    v.vintage_first,
    v.vintage_last,
    v.use_first,
    v.use_last
FROM bound AS b
INNER JOIN authorization_terms AS v
    ON b.host = v.party AND b.binding_id = v.authorization_id AND b.binding_version = v.version
