-- naming_rows
SELECT entry, approach, host, authorization_party, authorization_id FROM credit_blocks WHERE NOT authorization_id IS NULL UNION ALL SELECT t.entry, t.approach, t.host, t.authorization_party, t.authorization_id FROM transfers AS t INNER JOIN entries AS e ON t.entry = e.entry WHERE NOT t.authorization_id IS NULL
