-- Which open questions of first transfer bear on units of a Party, under which authorizations?
-- One row per question and authorization.
--
-- given:  $party            only what concerns units that were its own at some time; empty for all Parties
--         $cutoff           the last day that counts; empty for all
-- setting                   the question, as in readings
-- the other columns         as in unit_status
WITH concerned AS (
    SELECT DISTINCT scope, first
    FROM unit_history
    WHERE
        coalesce(host = $party, TRUE) OR coalesce(from_party = $party, TRUE) OR coalesce(to_party = $party, TRUE)
        OR coalesce(used_by = $party, TRUE)
),

events AS (
    SELECT h.*
    FROM unit_history AS h
    INNER JOIN concerned AS c ON h.scope = c.scope AND h.first = c.first
    WHERE h.era = 'paris' AND h.authorization_id IS NOT NULL
),

bound AS (SELECT DISTINCT approach, host, authorization_id FROM events)

SELECT DISTINCT 'dual_purpose' AS setting, b.approach, b.host, b.authorization_id
FROM bound AS b
INNER JOIN authorization_terms AS v
    ON b.approach = v.approach AND b.host = v.party AND b.authorization_id = v.authorization_id
WHERE v.kind <> 'entity' AND v.authorized_for = 'both'
UNION ALL
SELECT DISTINCT 'read_as', b.approach, b.host, b.authorization_id
FROM bound AS b
INNER JOIN authorization_terms AS v
    ON b.approach = v.approach AND b.host = v.party AND b.authorization_id = v.authorization_id
WHERE v.kind <> 'entity' AND (v.is_read_otherwise OR (v.refused AND v.authorized_for <> 'NDC'))
UNION ALL
SELECT DISTINCT 'omge', approach, host, authorization_id
FROM events
WHERE
    kind IN ('cancellation', 'voluntary_cancellation') AND purpose = 'OMGE'
    AND ((is_first_transfer AND trigger = 'omge_cancellation') OR NOT is_itmo)
UNION ALL
SELECT DISTINCT 'first_transfer_date', e.approach, e.host, e.binding_id
FROM events AS e
INNER JOIN authorization_terms AS v
    ON e.host = v.party AND e.binding_id = v.authorization_id AND e.binding_version = v.version
WHERE
    e.is_first_transfer
    AND CASE e.trigger WHEN 'authorization' THEN v.authorized_on WHEN 'issuance' THEN e.issued_on END <> e.decided_on
UNION ALL
SELECT DISTINCT 'moved_before_authorized', m.approach, m.host, m.authorization_id
FROM moved_before_authorized AS m
INNER JOIN concerned AS c ON m.scope = c.scope AND m.first = c.first
UNION ALL
SELECT DISTINCT 'action_date', approach, host, binding_id
FROM events
WHERE
    kind IN ('issuance', 'transfer', 'acquisition') AND from_party <> to_party AND trigger IS NOT NULL
    AND date < decided_on
