-- Which rows tell the steps of a range of serial numbers, or of a block without them, mirrors included?
-- One row per entry and interval.
--
-- given:  as for event_steps
-- The columns of matched_events that tell which rows meet.
SELECT
    m.entry,
    m.scope,
    CASE WHEN m.first < 0 THEN 'pool' WHEN m.scope % 2 = 1 THEN 'itmo' ELSE 'unit' END AS line,
    m.first,
    m.stop,
    m.kind,
    m.date,
    m.sequence,
    m.recorder,
    m.from_party,
    m.to_party,
    m.quantity,
    m.is_mirror
FROM matched_events AS m
INNER JOIN entry_details AS d ON m.entry = d.entry
WHERE
    (m.scope = $scope AND m.first < $stop AND m.stop > $first)
    OR (d.line = 'pool' AND d.block_id = $block)
