-- examined
SELECT * FROM events_of_blocks

-- faults
WITH examined AS (SELECT * FROM events_of_blocks) SELECT * FROM (SELECT entry, block_id AS block, first_unit AS first, last_unit AS last, block_first_unit AS block_first, block_last_unit AS block_last FROM examined WHERE first_unit < block_first_unit OR last_unit > block_last_unit UNION ALL SELECT entry, block_id, first_itmo, last_itmo, block_first_itmo, block_last_itmo FROM examined WHERE first_itmo < block_first_itmo OR last_itmo > block_last_itmo) AS answer
