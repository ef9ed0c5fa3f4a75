-- examined
SELECT * FROM entry_details WHERE NOT first_itmo IS NULL

-- faults
WITH examined AS (SELECT * FROM entry_details WHERE NOT first_itmo IS NULL), identified AS (SELECT DISTINCT approach FROM cooperative_approaches WHERE NOT approach_id IS NULL) SELECT * FROM (SELECT e.entry, e.approach FROM examined AS e LEFT JOIN identified AS i ON e.approach = i.approach WHERE i.approach IS NULL) AS answer
