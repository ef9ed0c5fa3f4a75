-- Which events go beyond the range of the block they name?
--
-- provision:  House rule: an event names the block its units are of
-- examined:   one row per event and block of the name
-- found:      block, first, last (of the event), block_first, block_last
-- name: examined
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
INNER JOIN recorded AS r ON b.entry = r.entry;

-- name: faults
SELECT
    entry,
    block_id AS block,
    first_unit AS first,
    last_unit AS last,
    block_first_unit AS block_first,
    block_last_unit AS block_last
FROM examined
WHERE first_unit < block_first_unit OR last_unit > block_last_unit
UNION ALL
SELECT entry, block_id, first_itmo, last_itmo, block_first_itmo, block_last_itmo
FROM examined
WHERE first_itmo < block_first_itmo OR last_itmo > block_last_itmo;
