-- examined
SELECT * FROM stated_ranges

-- faults
WITH examined AS (SELECT * FROM stated_ranges), found AS (SELECT party, year, position, CAST(SUM(CASE WHEN held >= stated THEN stop - first ELSE 0 END) AS BIGINT) AS found, COUNT(CASE WHEN is_non_ghg THEN 1 END) = 0 AS is_ghg FROM stated_intervals WHERE NOT position IS NULL GROUP BY party, year, position), compared AS (SELECT e._package, e._table, e._row, e.party, e.year, f.found, CASE WHEN f.is_ghg THEN e.quantity ELSE e.last_itmo - e.first_itmo + 1 END AS stated FROM examined AS e INNER JOIN found AS f ON e.party = f.party AND e.year = f.year AND e.position = f.position UNION ALL SELECT e._package, e._table, e._row, e.party, e.year, t.found, t.stated FROM examined AS e INNER JOIN stated_totals AS t ON e.party = t.party AND e.year = t.year AND e.position = t.position WHERE t.is_known AND NOT t.is_pooled) SELECT * FROM (SELECT * FROM compared WHERE found <> stated) AS answer

-- serials-unknown
WITH examined AS (SELECT * FROM stated_ranges) SELECT * FROM (SELECT e._package, e._table, e._row FROM examined AS e INNER JOIN stated_totals AS t ON e.party = t.party AND e.year = t.year AND e.approach = t.approach AND e.host = t.host AND e.vintage = t.vintage WHERE t.is_pooled AND t.found <> t.stated) AS answer

-- quantity-unknown
WITH examined AS (SELECT * FROM stated_ranges) SELECT * FROM (SELECT e._package, e._table, e._row FROM examined AS e INNER JOIN stated_totals AS t ON e.party = t.party AND e.year = t.year AND e.approach = t.approach AND e.host = t.host AND e.vintage = t.vintage WHERE NOT t.is_known AND NOT t.is_pooled) AS answer
