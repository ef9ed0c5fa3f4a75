-- Which holders of units are no Parties?  One row per holder.
--
-- party                     its code in the table of Parties
-- holder_kind               adaptation_fund, mechanism
-- view
SELECT party, kind AS holder_kind
FROM parties
WHERE kind IS NOT NULL
