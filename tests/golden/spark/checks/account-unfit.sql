-- examined
SELECT r.entry, r.kind, r.to_account AS account, o.owner, o.type FROM recorded AS r INNER JOIN account_owners AS o ON r.to_account = o.account

-- faults
WITH examined AS (SELECT r.entry, r.kind, r.to_account AS account, o.owner, o.type FROM recorded AS r INNER JOIN account_owners AS o ON r.to_account = o.account) SELECT * FROM (SELECT entry, account, type, kind FROM examined WHERE type <> 'other' AND NOT CASE kind WHEN 'retirement' THEN type = 'retirement' WHEN 'cancellation' THEN type = 'cancellation' WHEN 'voluntary_cancellation' THEN type IN ('voluntary_cancellation', 'cancellation') ELSE type IN ('government_holding', 'entity_holding') END) AS answer
