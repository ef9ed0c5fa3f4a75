-- examined
WITH others AS (SELECT DISTINCT party, year, position FROM stated_intervals WHERE is_non_ghg AND NOT position IS NULL) SELECT s.* FROM stated_holdings AS s LEFT JOIN others AS o ON s.party = o.party AND s.year = o.year AND s.position = o.position WHERE o.party IS NULL AND s.first_itmo <= s.last_itmo AND NOT s.quantity IS NULL

-- faults
WITH others AS (SELECT DISTINCT party, year, position FROM stated_intervals WHERE is_non_ghg AND NOT position IS NULL), examined AS (SELECT s.* FROM stated_holdings AS s LEFT JOIN others AS o ON s.party = o.party AND s.year = o.year AND s.position = o.position WHERE o.party IS NULL AND s.first_itmo <= s.last_itmo AND NOT s.quantity IS NULL) SELECT * FROM (SELECT _package, _table, _row, first_itmo AS first, last_itmo AS last, last_itmo - first_itmo + 1 AS length, quantity FROM examined WHERE last_itmo - first_itmo + 1 <> quantity) AS answer
