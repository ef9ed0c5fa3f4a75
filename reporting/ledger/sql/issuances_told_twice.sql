-- What do two registries say of one issuance?
-- One row per interval of serial numbers and row that tells it again.
--
-- other                     the row that stands
-- date, other_date          the day that each says
-- named, other_named        the authorization that each names; '' for none
-- the other columns         as in matched_events
WITH issued AS (
    SELECT
        m.entry,
        m.scope,
        m.first,
        m.stop,
        m.from_party,
        m.to_party,
        m.date,
        m.is_mirror,
        coalesce(e.named_authorization, '') AS named
    FROM matched_events AS m
    INNER JOIN entries AS e ON m.entry = e.entry
    WHERE m.kind = 'issuance' AND m.first > 0
)

SELECT
    a.entry,
    a.scope,
    a.first,
    a.stop,
    a.date,
    a.named,
    b.entry AS other,
    b.date AS other_date,
    b.named AS other_named
FROM issued AS a
INNER JOIN issued AS b
    ON a.scope = b.scope AND a.first = b.first AND a.from_party = b.from_party AND a.to_party = b.to_party
WHERE a.is_mirror AND NOT b.is_mirror
