-- examined
SELECT * FROM stated_holdings

-- faults
WITH examined AS (SELECT * FROM stated_holdings) SELECT * FROM (SELECT e._package, e._table, e._row, e.approach, e.party FROM examined AS e LEFT JOIN participants AS p ON e.approach = p.approach AND e.party = p.party WHERE p.party IS NULL) AS answer
