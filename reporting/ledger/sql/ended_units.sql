-- What did a Party retire or cancel up to a day?  One row per event and interval.
--
-- given:  $party            the Party that held the units
--         $on               the day
-- kind                      retirement, cancellation, voluntary_cancellation
-- to_account                the account they went to
-- tonnes                    t CO2 eq; empty if unknown or in another metric
-- entry, approach           the row, and its cooperative approach
SELECT entry, approach, kind, to_account, metric, tonnes
FROM unit_status
WHERE kind IN ('retirement', 'cancellation', 'voluntary_cancellation') AND from_party = $party AND date <= $on
