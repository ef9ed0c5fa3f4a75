-- By which number does a registry know an event or an issuance?  One row per row of blocks and events.
--
-- number                    transfer_id, or block_id
-- entry                     the row
-- view
SELECT entry, transfer_id AS number
FROM transfers
UNION ALL
SELECT entry, block_id
FROM credit_blocks
