-- name: life
SELECT entry, first, stop, turn, kind, arrived_on, holder_before, CASE end_before
    WHEN 1 THEN 'cancellation' WHEN 2 THEN 'retirement' WHEN 3 THEN 'voluntary_cancellation'
    END AS ended_before, key, since AS first_transfer_on, trigger, authorized_for,
  is_first_transfer, is_itmo, is_use, tonnes
FROM life;
-- name: holdings
WITH latest AS (
  SELECT * FROM life WHERE first > 0 AND coalesce(date <= DATE '{day}', TRUE)
  QUALIFY turn = max(turn) OVER (PARTITION BY scope, first))
SELECT l.first, l.stop, entry, l.key, to_party AS party, to_account AS account, CASE
    WHEN era = 1 THEN 'pre_2021' WHEN era = 2 THEN 'unresolved'
    WHEN trigger IS NOT NULL AND coalesce(since <= DATE '{day}', TRUE) THEN 'itmo'
    WHEN v.key IS NOT NULL THEN 'authorized' ELSE 'credit' END AS status, tonnes
FROM latest AS l LEFT JOIN versions AS v
  ON v.approach = l.approach AND v.party = l.host AND v.key = l.key AND kind_of <> 'entity'
  AND authorized_on <= DATE '{day}' AND (in_force_until IS NULL OR in_force_until > DATE '{day}')
WHERE kind IN ('issuance', 'transfer', 'acquisition')
  AND coalesce(arrived_on <= DATE '{day}', TRUE);
-- name: flows
WITH abroad AS (
  SELECT *, kind IN ('issuance', 'transfer', 'acquisition') AND from_party <> to_party AS crosses,
    max(CASE WHEN crosses AND trigger IS NOT NULL AND NOT is_itmo THEN turn END)
      OVER (PARTITION BY scope, first) AS last_before,
    kind IN ('transfer', 'acquisition')
      OR host = CASE kind WHEN 'issuance' THEN to_party ELSE from_party END AS is_due
  FROM life WHERE is_itmo OR trigger IS NOT NULL),
facts AS (
  SELECT 'first_transferred' AS flow, host AS party, nullif(to_party, host) AS counterparty,
    since AS on_day, host_recorded AS is_own, is_due, a.* FROM abroad AS a WHERE is_first_transfer
  UNION ALL
  SELECT 'transferred', from_party, to_party, date, recorder = from_party, TRUE, a.*
  FROM abroad AS a WHERE crosses AND is_itmo AND NOT is_first_transfer AND kind <> 'issuance'
  UNION ALL
  SELECT 'acquired', to_party, from_party,
    CASE WHEN trigger IS NULL OR since IS NOT NULL THEN greatest(arrived_on, since) END,
    receiver_told, TRUE, a.* FROM abroad AS a
  WHERE crosses AND (is_itmo OR (turn = last_before AND to_party <> host))
  UNION ALL
  SELECT 'used', a.user, host, date, recorder = a.user, TRUE, a.* FROM abroad AS a WHERE is_use
  UNION ALL
  SELECT 'used_for_oimp', a.user, nullif(host, a.user), date, recorder = a.user, TRUE, a.*
  FROM abroad AS a WHERE kind = 'retirement' AND purpose IN ('IMP', 'OP') AND is_itmo
  UNION ALL
  SELECT 'cancelled', from_party, nullif(host, from_party), date, recorder = from_party, TRUE, a.*
  FROM abroad AS a WHERE kind IN ('cancellation', 'voluntary_cancellation') AND is_itmo)
SELECT party, flow, approach, host, counterparty, nullif(year, 0) AS vintage,
  year(on_day) AS event_year, CASE WHEN flow = 'used' THEN use_year END AS use_year,
  authorized_for, purpose, metric, is_own, coalesce(sum(tonnes), 0)::BIGINT AS tonnes,
  count(*) FILTER (tonnes IS NULL AND coalesce(metric <> 'non_ghg', TRUE)) AS unknown
FROM facts
WHERE is_own OR NOT is_due OR NOT EXISTS (
  FROM coverage AS c
  WHERE c.is_complete AND c.party = facts.party::VARCHAR AND c.year = year(on_day))
GROUP BY ALL;
-- name: checks
WITH known AS (SELECT * FROM life WHERE first > 0),
issued AS (
  SELECT entry, turn > min(turn) OVER (PARTITION BY scope, first) AS again
  FROM known WHERE kind = 'issuance')
SELECT DISTINCT 'issued-twice' AS code, entry FROM issued WHERE again
UNION ALL
SELECT DISTINCT 'used-twice', entry FROM known WHERE end_before IS NOT NULL
UNION ALL
SELECT DISTINCT 'moved-by-another', entry FROM known
WHERE kind <> 'issuance' AND end_before IS NULL AND from_party <> holder_before;
