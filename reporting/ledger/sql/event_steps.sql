-- What happened to a range of serial numbers, or to a block without them?  One row per event and interval.
--
-- given:  $scope, $first, $stop     the range, first number and the one after the last; empty for a block without
--         $block            the identifier of the block without serial numbers; empty for a range
-- from_account              where the units were taken from
-- status                    after the event: as in held_intervals, by the authorization in force on its day
-- the other columns         as in unit_status
WITH steps AS (
    SELECT u.*, d.from_account
    FROM unit_status AS u
    INNER JOIN entry_details AS d ON u.entry = d.entry
    WHERE
        (u.scope = $scope AND u.first < $stop AND u.stop > $first)
        OR (d.line = 'pool' AND d.block_id = $block)
),

authorized AS (
    SELECT DISTINCT s.entry, s.scope, s.first
    FROM steps AS s
    INNER JOIN authorization_terms AS v
        ON s.approach = v.approach AND s.host = v.party AND s.authorization_id = v.authorization_id
    WHERE v.kind <> 'entity' AND v.authorized_on <= s.date AND coalesce(v.in_force_until > s.date, TRUE)
)

SELECT
    s.entry,
    s.scope,
    s.line,
    s.first,
    s.stop,
    s.turn,
    s.kind,
    s.date,
    s.sequence,
    s.recorder,
    s.from_party,
    s.from_account,
    s.to_party,
    s.to_account,
    s.purpose,
    s.use_year,
    s.used_by,
    s.metric,
    s.tonnes,
    s.first_transfer_on,
    s.trigger,
    s.authorized_for,
    s.binding_id,
    s.binding_version,
    s.is_first_transfer,
    s.is_use,
    CASE
        WHEN s.era <> 'paris' THEN s.era
        WHEN s.trigger IS NOT NULL AND coalesce(s.first_transfer_on <= s.date, TRUE) THEN 'itmo'
        WHEN a.entry IS NOT NULL THEN 'authorized'
        ELSE 'credit'
    END AS status
FROM steps AS s
LEFT JOIN authorized AS a ON s.entry = a.entry AND s.scope = a.scope AND s.first = a.first
