-- action_entries
SELECT line, entry, first_unit, last_unit, first_itmo, last_itmo, units, quantity FROM numbered_actions
