-- Of which rows of the data is each row of Table 3 made?
-- One row per action, as in actions.
--
-- given:  as in actions
-- line                      the number of the row of Table 3, as in action_lines, if the same is given
-- entry                     the row of the data
-- first_unit … last_itmo    the part of the range that it puts in, in both numberings; empty where not known
-- units, quantity           what it puts in, as in actions
SELECT line, entry, first_unit, last_unit, first_itmo, last_itmo, units, quantity
FROM numbered_actions
