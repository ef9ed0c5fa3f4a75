-- examined
SELECT * FROM entries

-- faults
WITH lengths AS (SELECT w.entry, w.quantity, w.first_unit, w.last_unit, w.first_itmo, w.last_itmo, w.last_unit - w.first_unit + 1 AS units, w.last_itmo - w.first_itmo + 1 AS itmos FROM written_rows AS w INNER JOIN entries AS e ON w.entry = e.entry WHERE COALESCE(e.metric, 'ghg') = 'ghg') SELECT entry, CASE WHEN NOT units IS NULL THEN first_unit ELSE first_itmo END AS first, CASE WHEN NOT units IS NULL THEN last_unit ELSE last_itmo END AS last, COALESCE(units, itmos) AS length, quantity FROM lengths WHERE COALESCE(units > 0, TRUE) AND COALESCE(itmos > 0, TRUE) AND quantity <> COALESCE(units, itmos)

-- serials-unknown
WITH examined AS (SELECT * FROM entries) SELECT * FROM (SELECT entry FROM examined WHERE line = 'pool') AS answer
