-- Which units go to an account of a type that cannot take them?
--
-- provision:  2/CMA.3 annex, para. 29
-- examined:   one row per row of entries and account it gives units to
-- found:      account, type, kind (of the event)
-- name: examined
SELECT r.entry, r.kind, r.to_account AS account, o.owner, o.type
FROM recorded AS r
INNER JOIN account_owners AS o ON r.to_account = o.account;

-- name: faults
SELECT entry, account, type, kind
FROM examined
WHERE type <> 'other' AND NOT CASE kind
    WHEN 'retirement' THEN type = 'retirement'
    WHEN 'cancellation' THEN type = 'cancellation'
    WHEN 'voluntary_cancellation' THEN type IN ('voluntary_cancellation', 'cancellation')
    ELSE type IN ('government_holding', 'entity_holding')
END;
