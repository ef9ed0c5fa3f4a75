-- Which rows that stand name an authorization themselves?  One row per row of entries that does.
-- view
SELECT entry, approach, host, authorization_party, authorization_id
FROM credit_blocks
WHERE authorization_id IS NOT NULL
UNION ALL
SELECT t.entry, t.approach, t.host, t.authorization_party, t.authorization_id
FROM transfers AS t
INNER JOIN entries AS e ON t.entry = e.entry
WHERE t.authorization_id IS NOT NULL
