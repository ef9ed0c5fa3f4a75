-- Is more first transferred under an authorization than it allows?
--
-- provision:  4/CMA.6 annex II, table 2
-- examined:   one row per version with a cap in t CO2 eq that binds units
-- found:      authorization, quantity (bound by this version and earlier ones), cap, excess
-- name: examined
WITH bound AS (
    SELECT
        host,
        binding_id,
        binding_version,
        CAST(sum(tonnes) AS BIGINT) AS quantity,
        count(CASE WHEN tonnes IS NULL THEN 1 END) AS unknown
    FROM unit_status
    WHERE is_first_transfer
    GROUP BY host, binding_id, binding_version
)

SELECT
    v._package,
    v._table,
    v._row,
    v.version,
    v.quantity_cap,
    v.authorization_id,
    CAST(coalesce(sum(b.quantity), 0) AS BIGINT) AS quantity,
    CAST(sum(b.unknown) AS BIGINT) AS unknown
FROM authorization_terms AS v
INNER JOIN bound AS b ON v.party = b.host AND v.authorization_id = b.binding_id
WHERE v.quantity_cap IS NOT NULL AND v.metric = 'ghg' AND b.binding_version <= v.version
GROUP BY v._package, v._table, v._row, v.version, v.quantity_cap, v.authorization_id
HAVING max(b.binding_version) = v.version;

-- name: faults
SELECT
    _package,
    _table,
    _row,
    authorization_id AS "authorization",
    quantity,
    quantity_cap AS cap,
    quantity - quantity_cap AS excess
FROM examined
WHERE quantity > quantity_cap;

-- name: quantity-unknown
SELECT _package, _table, _row
FROM examined
WHERE quantity <= quantity_cap AND unknown > 0;
