-- Of which rows of the data is each row of Table 3 made?
-- One row per action, as in actions.
--
-- given:  as in actions
-- line                      the number of the row of Table 3, as in action_lines, if the same is given
-- entry                     the row of the data
-- units, quantity           what it puts in, as in actions
SELECT line, entry, units, quantity
FROM numbered_actions
