-- examined
WITH named AS (SELECT entry, kind, from_party AS party, from_account AS account FROM recorded UNION ALL SELECT entry, kind, to_party, to_account FROM recorded) SELECT n.entry, n.kind, n.party, n.account, o.owner, o.type FROM named AS n INNER JOIN account_owners AS o ON n.account = o.account LEFT JOIN other_holders AS h ON o.owner = h.party WHERE h.party IS NULL

-- faults
WITH named AS (SELECT entry, kind, from_party AS party, from_account AS account FROM recorded UNION ALL SELECT entry, kind, to_party, to_account FROM recorded), examined AS (SELECT n.entry, n.kind, n.party, n.account, o.owner, o.type FROM named AS n INNER JOIN account_owners AS o ON n.account = o.account LEFT JOIN other_holders AS h ON o.owner = h.party WHERE h.party IS NULL) SELECT * FROM (SELECT DISTINCT entry, account, owner, party FROM examined WHERE owner <> party) AS answer
