-- What did a Party's registry record?  One row per entry; issuances into another registry are for that one to list.
--
-- given:  $party            the Party
--         $on               the last day; what has no day is listed, too
-- quantity                  t CO2 eq; empty if unknown
-- the other columns         as in recorded
SELECT entry, approach, kind, date, quantity, from_account, to_account
FROM entry_details
WHERE recorder = $party AND (kind <> 'issuance' OR to_party = $party) AND coalesce(date <= $on, TRUE)
