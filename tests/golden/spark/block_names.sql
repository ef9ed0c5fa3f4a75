-- block_names
SELECT DISTINCT block_id FROM credit_blocks
