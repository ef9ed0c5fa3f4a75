-- examined
SELECT * FROM entry_details

-- faults
WITH examined AS (SELECT * FROM entry_details) SELECT * FROM (SELECT e.entry, e.approach, e.recorder AS party FROM examined AS e LEFT JOIN participants AS p ON e.approach = p.approach AND e.recorder = p.party WHERE p.party IS NULL) AS answer
