-- Which units went abroad before their first international transfer was authorized?  One row per interval.
--
-- given:  $cutoff           the last day that counts; empty for all
-- entry                     the event that took them abroad
-- moved_on                  its day
-- moved_to                  the Party that got them
-- authorized_on             the day since which an authorization of their use towards NDCs binds them
-- the other columns         as in unit_status
--
-- 2/CMA.3 annex, paras. 1(d) and 2(a). Without serial numbers units are not followed so far. What went to a holder that
-- is no Party went abroad only where the host states that it is the first transfer (first_transfers).
WITH identified AS (
    SELECT u.*, o.party IS NULL OR coalesce(m.is_stated, FALSE) AS counts_abroad
    FROM unit_history AS u
    LEFT JOIN other_holders AS o ON u.to_party = o.party
    LEFT JOIN shares AS m ON u.entry = m.entry
    WHERE u.line <> 'pool' AND u.era = 'paris'
),

turns AS (
    SELECT
        scope,
        first,
        max(CASE WHEN authorization_id IS NOT NULL THEN turn END) AS bound_turn,
        min(
            CASE
                WHEN
                    kind IN ('issuance', 'transfer', 'acquisition') AND from_party <> to_party AND to_party <> host
                    AND counts_abroad
                    THEN turn
            END
        ) AS left_turn
    FROM identified
    GROUP BY scope, first
),

terms AS (
    SELECT approach, party, authorization_id, min(authorized_on) AS authorized_on
    FROM authorization_terms
    WHERE kind <> 'entity' AND on_international_transfer AND coalesce(authorized_on <= CAST($cutoff AS DATE), TRUE)
    GROUP BY approach, party, authorization_id
)

SELECT
    m.entry,
    m.scope,
    m.first,
    m.stop,
    m.approach,
    m.host,
    b.authorization_id,
    m.date AS moved_on,
    m.to_party AS moved_to,
    t.authorized_on
FROM turns AS n
INNER JOIN identified AS m ON n.scope = m.scope AND n.first = m.first AND n.left_turn = m.turn
INNER JOIN identified AS b ON n.scope = b.scope AND n.first = b.first AND n.bound_turn = b.turn
INNER JOIN terms AS t ON b.approach = t.approach AND b.host = t.party AND b.authorization_id = t.authorization_id
WHERE m.date < t.authorized_on AND coalesce(m.trigger = 'international_transfer', TRUE)
