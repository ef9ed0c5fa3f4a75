-- registry_numbers
SELECT entry, transfer_id AS number FROM transfers UNION ALL SELECT entry, block_id FROM credit_blocks
