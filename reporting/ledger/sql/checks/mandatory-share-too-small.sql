-- Does the Article 6.4 mechanism take less of an issuance than its rules say?
--
-- provision:  3/CMA.3 annex
-- examined:   one row per issuance of A6.4ERs and share: the blocks of one issuance_id, else each block by itself;
--             to the Adaptation Fund go 5 per cent, for overall mitigation 2 per cent are cancelled
-- found:      purpose, quantity (t CO2 eq issued), percent, least, taken (t CO2 eq)
--
-- A unit is one tonne and is not divided; how a part of one is rounded was not read. Rounded down in each vintage of an
-- issuance, since serial numbers are of one vintage, is the least that any reading gives: only what is below it is
-- found. A share of which no row tells may have been taken before the units came into the record, or not be owed: that
-- cannot be verified. Voluntary shares do not count.
-- name: examined
WITH of_mechanism AS (
    SELECT
        b._package,
        b.block_id,
        b.entry,
        coalesce('i' || b.issuance_id, 'b' || b.block_id) AS issuance
    FROM credit_blocks AS b
    INNER JOIN cooperative_approaches AS a ON b.approach = a.approach
    WHERE a.is_article_6_4
),

opened AS (
    SELECT
        u.scope,
        u.first,
        u.tonnes,
        coalesce(s.vintage, 0) AS of_vintage,
        b.entry,
        b._package,
        b.issuance
    FROM unit_status AS u
    INNER JOIN scopes AS s ON u.scope = s.scope
    INNER JOIN of_mechanism AS b ON u.entry = b.entry
    WHERE u.turn = 1 AND u.kind = 'issuance'
),

of_vintages AS (
    SELECT
        _package,
        issuance,
        min(entry) AS entry,
        CAST(sum(tonnes) AS BIGINT) AS quantity,
        count(CASE WHEN tonnes IS NULL THEN 1 END) AS unknown
    FROM opened
    GROUP BY _package, issuance, of_vintage
),

shares_taken AS (
    SELECT
        s.to_fund,
        u.tonnes,
        coalesce(n._package, o._package) AS _package,
        coalesce(n.issuance, o.issuance) AS issuance
    FROM shares AS s
    INNER JOIN unit_status AS u ON s.entry = u.entry
    INNER JOIN transfers AS t ON s.entry = t.entry
    LEFT JOIN of_mechanism AS n ON t._package = n._package AND t.block_id = n.block_id
    LEFT JOIN opened AS o ON u.scope = o.scope AND u.first = o.first
    WHERE
        s.is_mandatory
        AND (
            s.to_fund
            OR (u.kind IN ('cancellation', 'voluntary_cancellation') AND coalesce(u.purpose = 'OMGE', FALSE))
        )
),

owed AS (
    SELECT
        'SOP' AS purpose,
        TRUE AS to_fund,
        CAST(5 AS BIGINT) AS percent
    UNION ALL
    SELECT
        'OMGE' AS purpose,
        FALSE AS to_fund,
        CAST(2 AS BIGINT) AS percent
),

issued AS (
    SELECT
        v._package,
        v.issuance,
        o.purpose,
        o.to_fund,
        o.percent,
        min(v.entry) AS entry,
        CAST(sum(v.quantity) AS BIGINT) AS quantity,
        CAST(sum(v.quantity * o.percent // 100) AS BIGINT) AS least
    FROM of_vintages AS v
    CROSS JOIN owed AS o
    GROUP BY v._package, v.issuance, o.purpose, o.to_fund, o.percent
    -- Of what is unknown or in another metric nothing can be said.
    HAVING sum(v.unknown) = 0
)

SELECT
    i.entry,
    i.purpose,
    i.quantity,
    i.percent,
    i.least,
    CAST(coalesce(sum(t.tonnes), 0) AS BIGINT) AS taken,
    count(t.issuance) > 0 AS is_told
FROM issued AS i
LEFT JOIN shares_taken AS t
    ON i._package = t._package AND i.issuance = t.issuance AND i.to_fund = t.to_fund
GROUP BY i.entry, i.purpose, i.quantity, i.percent, i.least;

-- name: faults
SELECT entry, purpose, quantity, percent, least, taken
FROM examined
WHERE is_told AND taken < least;

-- name: mandatory-share-not-told
SELECT entry, purpose, quantity, least
FROM examined
WHERE NOT is_told AND least > 0;
