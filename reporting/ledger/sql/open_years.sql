-- How many rows of a year declared complete lack a quantity or a vintage?
-- One row per declaration with rows of its year.
--
-- unknown                   rows without a quantity, in t CO2 eq or in the non-GHG metric
-- unresolved                rows whose vintage is unresolved
-- party, year               whose declaration, and of which year
WITH counted AS (
    SELECT
        recorder,
        CAST(year(date) AS BIGINT) AS year,
        count(
            CASE
                WHEN CASE WHEN coalesce(metric, 'ghg') = 'ghg' THEN quantity ELSE non_ghg_quantity END IS NULL THEN 1
            END
        ) AS unknown,
        count(CASE WHEN era = 'unresolved' THEN 1 END) AS unresolved
    FROM entry_details
    WHERE date IS NOT NULL AND era <> 'pre_2021'
    GROUP BY recorder, year(date)
)

SELECT c._package, c._table, c._row, c.party, c.year, n.unknown, n.unresolved
FROM coverage AS c
INNER JOIN counted AS n ON c.party = n.recorder AND c.year = n.year
WHERE c.is_complete
