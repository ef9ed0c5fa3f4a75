-- Whose is each account, and of what type?  One row per account and registry of that name.
-- view
SELECT DISTINCT a.account, r.party AS owner, a.type
FROM accounts AS a
INNER JOIN registries AS r ON a.registry = r.registry
