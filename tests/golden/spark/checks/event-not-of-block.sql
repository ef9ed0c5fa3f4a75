-- examined
SELECT * FROM events_of_blocks

-- faults
WITH examined AS (SELECT * FROM events_of_blocks) SELECT * FROM (SELECT entry, block_id AS block, 'approach' AS field, approach AS value, block_approach AS of_block FROM examined WHERE approach <> block_approach UNION ALL SELECT entry, block_id, 'host', host, block_host FROM examined WHERE host <> block_host UNION ALL SELECT entry, block_id, 'originating_registry', originating_registry, block_originating_registry FROM examined WHERE originating_registry <> block_originating_registry UNION ALL SELECT entry, block_id, 'unit_prefix', unit_prefix, block_unit_prefix FROM examined WHERE unit_prefix <> block_unit_prefix UNION ALL SELECT entry, block_id, 'vintage', CAST(vintage AS STRING), CAST(block_vintage AS STRING) FROM examined WHERE vintage <> block_vintage) AS answer
