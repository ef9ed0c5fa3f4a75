-- What went from one Party to another, and did the other side tell it, too?
-- One row per row of matched_events that is a transfer or an acquisition between two Parties; a holder that is no
-- Party tells nothing.
--
-- counterpart               the Party on the other side of the row
-- year                      the year of the row
-- is_matched                the other side told it
-- is_by_one_recorder        a transfer whose acquisition was told by the same recorder: no independent mirror
-- line                      unit, itmo, pool
-- the other columns         as in matched_events
WITH movements AS (
    SELECT
        entry,
        scope,
        first,
        stop,
        CASE WHEN first < 0 THEN 'pool' WHEN scope % 2 = 1 THEN 'itmo' ELSE 'unit' END AS line,
        kind,
        recorder,
        from_party,
        to_party,
        date,
        arrived_on,
        is_mirror,
        CASE WHEN kind = 'transfer' THEN to_party ELSE from_party END AS counterpart,
        CAST(year(date) AS BIGINT) AS year,
        CASE WHEN kind = 'transfer' THEN received_as IS NOT NULL ELSE is_mirror END AS is_matched
    FROM matched_events
    LEFT JOIN other_holders AS o ON to_party = o.party
    WHERE kind IN ('transfer', 'acquisition') AND from_party <> to_party AND o.party IS NULL
),

received AS (
    SELECT DISTINCT scope, first, from_party, to_party, recorder, date AS arrived_on
    FROM movements
    WHERE kind = 'acquisition' AND is_mirror
)

SELECT m.*, m.kind = 'transfer' AND r.scope IS NOT NULL AS is_by_one_recorder
FROM movements AS m
LEFT JOIN received AS r
    ON
        m.scope = r.scope AND m.first = r.first AND m.from_party = r.from_party AND m.to_party = r.to_party
        AND m.recorder = r.recorder AND m.arrived_on = r.arrived_on
