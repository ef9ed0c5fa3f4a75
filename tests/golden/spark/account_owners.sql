-- account_owners
SELECT DISTINCT a.account, r.party AS owner, a.type FROM accounts AS a INNER JOIN registries AS r ON a.registry = r.registry
