-- Where do serial numbers mean something, and which of the two numberings is the record replayed on?
-- One row per approach, originating registry, host, vintage and prefix of unit serials.
--
-- year, prefix              vintage and unit prefix; 0 and '' where the record has none, so that they meet in joins
-- scope                     an even number: ranges of unit serials
-- itmo_scope                an odd number, the same for all prefixes: ITMO serials have no prefix
-- has_all_units             every row with serials has serials of units
-- has_all_itmos             every row with serials has serials of ITMOs
-- the other columns         as in recorded
--
-- A scope is what a serial number is unique in (4/CMA.6, annex II, unique identifier of an ITMO).
WITH counted AS (
    SELECT
        approach,
        originating_registry,
        host,
        coalesce(vintage, 0) AS year,
        coalesce(unit_prefix, '') AS prefix,
        count(CASE WHEN first_unit <= last_unit THEN 1 END) AS units,
        count(CASE WHEN first_itmo <= last_itmo THEN 1 END) AS itmos,
        count(CASE WHEN first_unit <= last_unit OR first_itmo <= last_itmo THEN 1 END) AS serials
    FROM recorded
    GROUP BY approach, originating_registry, host, coalesce(vintage, 0), coalesce(unit_prefix, '')
),

numbered AS (
    SELECT
        *,
        2 * row_number() OVER (ORDER BY approach, originating_registry, host, year, prefix) - 2 AS scope
    FROM counted
),

families AS (
    SELECT
        approach,
        originating_registry,
        host,
        year,
        min(scope) + 1 AS itmo_scope,
        sum(units) = sum(serials) AS has_all_units,
        sum(itmos) = sum(serials) AS has_all_itmos
    FROM numbered
    GROUP BY approach, originating_registry, host, year
)

SELECT
    n.approach,
    n.originating_registry,
    n.host,
    n.year,
    n.prefix,
    n.scope,
    f.itmo_scope,
    f.has_all_units,
    f.has_all_itmos
FROM numbered AS n
INNER JOIN families AS f
    ON
        n.approach = f.approach
        AND n.originating_registry = f.originating_registry
        AND n.host = f.host
        AND n.year = f.year
