-- What does each scope stand for?  One row per scope.
--
-- scope                     even for ranges of units, odd for ranges of ITMOs
-- family                    the least scope of one numbering of ITMOs: what two unit prefixes share
-- approach, originating_registry, host, vintage, unit_prefix     empty where the record has none
-- origin                    the Party whose registry issued the units
WITH both_numberings AS (
    SELECT scope, approach, originating_registry, host, year, nullif(prefix, '') AS unit_prefix, itmo_scope
    FROM numberings
    UNION ALL
    SELECT DISTINCT itmo_scope, approach, originating_registry, host, year, CAST(NULL AS VARCHAR), itmo_scope
    FROM numberings
)

SELECT
    scope,
    itmo_scope - 1 AS family,
    approach,
    originating_registry,
    host,
    nullif(year, 0) AS vintage,
    unit_prefix,
    substr(originating_registry, 1, 3) AS origin
FROM both_numberings
