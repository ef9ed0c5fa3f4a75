-- Which rows tell of the issuance of a block?  One row per row of credit_blocks of that name.
--
-- given:  $block            the identifier of the block
-- the other columns         as in entry_details
SELECT
    d.entry,
    d.scope,
    d.line,
    d.first,
    d.stop,
    d.block_id,
    d.approach,
    d.host,
    d.originating_registry,
    d.recording_registry,
    d.project_id,
    d.vintage,
    d.era
FROM entry_details AS d
WHERE d.block_id = $block AND d.is_block
