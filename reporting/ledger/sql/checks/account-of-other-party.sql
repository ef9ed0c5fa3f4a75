-- Which rows name an account that is not their Party's?
--
-- provision:  2/CMA.3 annex, para. 29
-- examined:   one row per row of entries and account it names; in the mechanism registry anybody may have one
-- found:      account, owner, party
-- name: examined
WITH named AS (
    SELECT entry, kind, from_party AS party, from_account AS account
    FROM recorded
    UNION ALL
    SELECT entry, kind, to_party, to_account
    FROM recorded
)

SELECT n.entry, n.kind, n.party, n.account, o.owner, o.type
FROM named AS n
INNER JOIN account_owners AS o ON n.account = o.account
LEFT JOIN other_holders AS h ON o.owner = h.party
WHERE h.party IS NULL;

-- name: faults
SELECT DISTINCT entry, account, owner, party
FROM examined
WHERE owner <> party;
