-- Which events were recorded after their year had been declared complete?
--
-- provision:  2/CMA.3 annex, paras. 20 and 33
-- examined:   one row per event of a year declared complete
-- found:      recorded_on, declared_on, party, year
-- name: examined
WITH declared AS (
    SELECT party, year, max(declared_on) AS declared_on
    FROM coverage
    WHERE is_complete
    GROUP BY party, year
)

SELECT t.entry, t.recorded_on, d.declared_on, d.party, d.year
FROM transfers AS t
INNER JOIN declared AS d ON t.recorded_by = d.party AND year(t.event_date) = d.year;

-- name: faults
SELECT *
FROM examined
WHERE recorded_on > declared_on;
