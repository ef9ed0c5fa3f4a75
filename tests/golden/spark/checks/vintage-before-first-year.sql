-- examined
SELECT * FROM entry_details WHERE NOT first_itmo IS NULL OR (purpose = 'NDC' AND COALESCE(using_party, from_party) <> host AND use_year >= 2021)

-- faults
WITH examined AS (SELECT * FROM entry_details WHERE NOT first_itmo IS NULL OR (purpose = 'NDC' AND COALESCE(using_party, from_party) <> host AND use_year >= 2021)) SELECT * FROM (SELECT entry, COALESCE(vintage, YEAR(period_end)) AS vintage FROM examined WHERE era = 'pre_2021') AS answer

-- vintage-unresolved
WITH examined AS (SELECT * FROM entry_details WHERE NOT first_itmo IS NULL OR (purpose = 'NDC' AND COALESCE(using_party, from_party) <> host AND use_year >= 2021)) SELECT * FROM (SELECT entry FROM examined WHERE era = 'unresolved') AS answer
