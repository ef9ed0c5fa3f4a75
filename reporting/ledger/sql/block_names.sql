-- What are the blocks called?  One row per name.
--
-- block_id                  the name
SELECT DISTINCT block_id
FROM credit_blocks
