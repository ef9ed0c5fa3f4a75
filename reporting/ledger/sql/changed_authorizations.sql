-- Which versions follow one that binds units, and do their terms differ?  One row per later and binding version.
--
-- version, bound            the later version, and the one that binds
-- quantity                  t CO2 eq bound; what is known of it
-- reaches                   the binding terms let changes through
-- is_changed                purposes, definition, vintages or years of use differ
-- party, authorization_id   whose it is, and its number
SELECT
    v._package,
    v._table,
    v._row,
    v.party,
    v.authorization_id,
    v.version,
    b.version AS bound,
    b.quantity,
    b.reaches,
    (
        v.purposes IS DISTINCT FROM b.purposes
        OR v.definition <> b.definition
        OR v.vintage_first IS DISTINCT FROM b.vintage_first
        OR v.vintage_last IS DISTINCT FROM b.vintage_last
        OR v.use_first IS DISTINCT FROM b.use_first
        OR v.use_last IS DISTINCT FROM b.use_last
    ) AS is_changed
FROM authorization_terms AS v
INNER JOIN binding_versions AS b ON v.party = b.party AND v.authorization_id = b.authorization_id
WHERE v.version > b.version
