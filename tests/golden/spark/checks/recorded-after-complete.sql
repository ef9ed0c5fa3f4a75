-- examined
WITH declared AS (SELECT party, year, MAX(declared_on) AS declared_on FROM coverage WHERE is_complete GROUP BY party, year) SELECT t.entry, t.recorded_on, d.declared_on, d.party, d.year FROM transfers AS t INNER JOIN declared AS d ON t.recorded_by = d.party AND YEAR(t.event_date) = d.year

-- faults
WITH declared AS (SELECT party, year, MAX(declared_on) AS declared_on FROM coverage WHERE is_complete GROUP BY party, year), examined AS (SELECT t.entry, t.recorded_on, d.declared_on, d.party, d.year FROM transfers AS t INNER JOIN declared AS d ON t.recorded_by = d.party AND YEAR(t.event_date) = d.year) SELECT * FROM (SELECT * FROM examined WHERE recorded_on > declared_on) AS answer
