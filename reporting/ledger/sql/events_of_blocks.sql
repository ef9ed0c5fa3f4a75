-- What does an event that names a block say, and what does the block say?  One row per event and block of the name.
--
-- block_entry               the row of the block
-- block_vintage             as in recorded
-- block_approach, block_host, block_originating_registry, block_unit_prefix, block_first_unit, block_last_unit,
-- block_first_itmo, block_last_itmo     as in credit_blocks
-- the other columns         as in transfers
-- view
SELECT
    t.*,
    b.entry AS block_entry,
    b.approach AS block_approach,
    b.host AS block_host,
    b.originating_registry AS block_originating_registry,
    b.unit_prefix AS block_unit_prefix,
    b.first_unit AS block_first_unit,
    b.last_unit AS block_last_unit,
    b.first_itmo AS block_first_itmo,
    b.last_itmo AS block_last_itmo,
    r.vintage AS block_vintage
FROM transfers AS t
INNER JOIN entries AS e ON t.entry = e.entry
INNER JOIN credit_blocks AS b ON t._package = b._package AND t.block_id = b.block_id
INNER JOIN recorded AS r ON b.entry = r.entry
