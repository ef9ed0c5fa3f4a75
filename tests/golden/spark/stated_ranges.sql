-- stated_ranges
SELECT *, COALESCE(first_itmo <= last_itmo, FALSE) AS has_range FROM stated_holdings
