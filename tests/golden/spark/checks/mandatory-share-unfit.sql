-- examined
SELECT t.*, COALESCE(s.is_mandatory, FALSE) AS is_of_mechanism, COALESCE(s.to_fund, FALSE) AS to_fund FROM transfers AS t INNER JOIN entries AS e ON t.entry = e.entry LEFT JOIN shares AS s ON t.entry = s.entry WHERE t.is_mandatory

-- faults
WITH examined AS (SELECT t.*, COALESCE(s.is_mandatory, FALSE) AS is_of_mechanism, COALESCE(s.to_fund, FALSE) AS to_fund FROM transfers AS t INNER JOIN entries AS e ON t.entry = e.entry LEFT JOIN shares AS s ON t.entry = s.entry WHERE t.is_mandatory) SELECT * FROM (SELECT entry, event, COALESCE(purpose, '') AS purpose, approach FROM examined WHERE NOT is_of_mechanism OR NOT (to_fund OR (event IN ('cancellation', 'voluntary_cancellation') AND COALESCE(purpose = 'OMGE', FALSE)))) AS answer

-- first-transfer-not-stated
WITH examined AS (SELECT t.*, COALESCE(s.is_mandatory, FALSE) AS is_of_mechanism, COALESCE(s.to_fund, FALSE) AS to_fund FROM transfers AS t INNER JOIN entries AS e ON t.entry = e.entry LEFT JOIN shares AS s ON t.entry = s.entry WHERE t.is_mandatory) SELECT * FROM (SELECT entry, event FROM examined WHERE stated_as_first_transfer IS NULL AND is_of_mechanism) AS answer
