-- written_rows
SELECT entry, _package, block_id, approach, vintage, unit_prefix, quantity, first_unit, last_unit, first_itmo, last_itmo FROM credit_blocks UNION ALL SELECT t.entry, t._package, t.block_id, t.approach, t.vintage, t.unit_prefix, t.quantity, t.first_unit, t.last_unit, t.first_itmo, t.last_itmo FROM transfers AS t INNER JOIN entries AS e ON t.entry = e.entry
