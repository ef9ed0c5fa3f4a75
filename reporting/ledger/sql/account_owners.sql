-- Whose is each account, and of what type?  One row per account and registry of that name.
--
-- owner                     the Party of its registry
-- account, type             as in accounts
-- view
SELECT DISTINCT a.account, r.party AS owner, a.type
FROM accounts AS a
INNER JOIN registries AS r ON a.registry = r.registry
