-- examined
SELECT * FROM entry_details WHERE NOT first_unit IS NULL AND NOT first_itmo IS NULL

-- faults
WITH lengths AS (SELECT entry, last_unit - first_unit + 1 AS units, last_itmo - first_itmo + 1 AS itmos FROM written_rows) SELECT entry, units, itmos FROM lengths WHERE units > 0 AND itmos > 0 AND units <> itmos
