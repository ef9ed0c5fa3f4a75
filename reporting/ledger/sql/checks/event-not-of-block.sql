-- Which events say otherwise than the block they name?
--
-- provision:  House rule: an event names the block its units are of
-- examined:   one row per event and block of the name
-- found:      block, field, value (of the event), of_block
-- name: examined
SELECT *
FROM events_of_blocks;

-- name: faults
SELECT entry, block_id AS block, 'approach' AS field, approach AS value, block_approach AS of_block
FROM examined
WHERE approach <> block_approach
UNION ALL
SELECT entry, block_id, 'host', host, block_host
FROM examined
WHERE host <> block_host
UNION ALL
SELECT entry, block_id, 'originating_registry', originating_registry, block_originating_registry
FROM examined
WHERE originating_registry <> block_originating_registry
UNION ALL
SELECT entry, block_id, 'unit_prefix', unit_prefix, block_unit_prefix
FROM examined
WHERE unit_prefix <> block_unit_prefix
UNION ALL
SELECT entry, block_id, 'vintage', CAST(vintage AS VARCHAR), CAST(block_vintage AS VARCHAR)
FROM examined
WHERE vintage <> block_vintage;
