-- What does a Party state that it holds at 31 December?  One row per row of stated_holdings.
--
-- has_range                 it names a range of ITMO serials
-- the other columns         as in stated_holdings
-- view
SELECT *, coalesce(first_itmo <= last_itmo, FALSE) AS has_range
FROM stated_holdings
