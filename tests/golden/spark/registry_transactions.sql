-- registry_transactions
SELECT entry, approach, kind, date, quantity, from_account, to_account FROM entry_details WHERE recorder = :party AND (kind <> 'issuance' OR to_party = :party) AND COALESCE(date <= :on, TRUE)
