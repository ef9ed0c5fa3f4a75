-- action_entries
SELECT line, entry, units, quantity FROM numbered_actions
