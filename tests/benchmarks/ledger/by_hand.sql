-- The same replay as reporting.ledger, as an engineer would write it for DuckDB alone: texts become
-- enumerations, ranges are cut at each other's ends and met again by equality, windows are narrow.
CREATE TYPE party AS ENUM (
  SELECT DISTINCT party FROM (
    SELECT unnest([host, holder_party, recording_registry[:3]]) AS party FROM credit_blocks
    UNION ALL SELECT unnest([host, from_party, to_party, recorded_by, using_party]) FROM transfers
    UNION ALL SELECT party FROM authorizations)
  WHERE party IS NOT NULL ORDER BY party);
CREATE TYPE authorization_key AS ENUM (
  SELECT DISTINCT key FROM (
    SELECT authorization_id AS key FROM credit_blocks
    UNION ALL SELECT authorization_id FROM transfers
    UNION ALL SELECT authorization_id FROM authorizations)
  WHERE key IS NOT NULL ORDER BY key);
CREATE TYPE approach AS ENUM (
  SELECT DISTINCT approach FROM (
    SELECT approach FROM credit_blocks UNION ALL SELECT approach FROM transfers
    UNION ALL SELECT approach FROM authorizations) ORDER BY approach);
CREATE TYPE account AS ENUM (
  SELECT DISTINCT account FROM (
    SELECT account FROM credit_blocks UNION ALL SELECT to_account FROM transfers)
  WHERE account IS NOT NULL ORDER BY account);
CREATE TYPE kind AS ENUM (
  'issuance', 'transfer', 'acquisition', 'retirement', 'cancellation', 'voluntary_cancellation');

CREATE TEMP VIEW described AS
SELECT *, recording_registry[:3] AS recorder,
  coalesce(vintage, CASE WHEN year(period_start) = year(period_end) THEN year(period_end) END)
    AS year_of,
  CASE WHEN authorization_party = host THEN authorization_id END AS own
FROM credit_blocks;

CREATE TEMP VIEW recorded AS
SELECT entry, approach, originating_registry, host, year_of AS vintage, unit_prefix,
  first_unit, last_unit, first_itmo, last_itmo, quantity,
  CASE WHEN issuance_pattern = 'host_then_transfer' AND recorder <> host
    THEN 'acquisition' ELSE 'issuance' END AS kind,
  TRUE AS is_block, issued_on AS date, 0 AS sequence, recorder, host AS from_party,
  holder_party AS to_party, account AS to_account, own, own AS block_key, period_end, metric,
  NULL AS purpose, NULL AS use_year, NULL AS using_party
FROM described
UNION ALL
SELECT t.entry, t.approach, t.originating_registry, t.host, coalesce(t.vintage, t.year_of),
  coalesce(t.unit_prefix, block_prefix),
  coalesce(t.first_unit, CASE WHEN whole THEN block_first_unit END, t.first_itmo - shift),
  coalesce(t.last_unit, CASE WHEN whole THEN block_last_unit END, t.last_itmo - shift),
  coalesce(t.first_itmo, CASE WHEN whole THEN block_first_itmo END, t.first_unit + shift),
  coalesce(t.last_itmo, CASE WHEN whole THEN block_last_itmo END, t.last_unit + shift),
  coalesce(t.quantity, CASE WHEN whole THEN block_quantity END),
  event, FALSE, event_date, coalesce(sequence, 0), recorded_by, from_party, to_party, to_account,
  CASE WHEN t.authorization_party = t.host THEN t.authorization_id END, t.own, t.period_end,
  t.metric, purpose, use_year, using_party
FROM (
  SELECT t.*, b.year_of, b.unit_prefix AS block_prefix, b.own, b.period_end, b.metric,
    b.first_unit AS block_first_unit, b.last_unit AS block_last_unit,
    b.first_itmo AS block_first_itmo, b.last_itmo AS block_last_itmo,
    b.quantity AS block_quantity, b.first_itmo - b.first_unit AS shift,
    t.first_unit IS NULL AND t.first_itmo IS NULL
      AND (t.quantity IS NULL OR t.quantity = b.quantity) AS whole
  FROM transfers AS t LEFT JOIN described AS b USING (_package, block_id)
  WHERE NOT EXISTS (
    FROM transfers AS c
    WHERE c._package = t._package AND c.corrects = t.transfer_id AND c.transfer_id <> c.corrects)
) AS t;

CREATE TEMP TABLE groups AS
SELECT *, min(scope) OVER family + 1 AS itmo_scope,
  sum(units) OVER family = sum(serials) OVER family AS all_units,
  sum(itmos) OVER family = sum(serials) OVER family AS all_itmos
FROM (
  SELECT approach, originating_registry, host, coalesce(vintage, 0) AS year,
    coalesce(unit_prefix, '') AS prefix,
    count(*) FILTER (first_unit <= last_unit) AS units,
    count(*) FILTER (first_itmo <= last_itmo) AS itmos,
    count(*) FILTER (first_unit <= last_unit OR first_itmo <= last_itmo) AS serials,
    2 * row_number() OVER () AS scope
  FROM recorded GROUP BY ALL)
WINDOW family AS (PARTITION BY approach, originating_registry, host, year);

CREATE TEMP TABLE scopes AS
SELECT scope, approach::approach AS approach, host::party AS host, year,
  originating_registry[:3]::party AS origin FROM groups
UNION
SELECT itmo_scope, approach::approach, host::party, year, originating_registry[:3]::party
FROM groups;

CREATE TEMP TABLE entries AS
SELECT entry, CASE WHEN line = 'itmo' THEN itmo_scope ELSE scope END AS scope,
  CASE line WHEN 'unit' THEN first_unit WHEN 'itmo' THEN first_itmo ELSE -2 - 2 * entry END AS first,
  CASE line WHEN 'unit' THEN last_unit + 1 WHEN 'itmo' THEN last_itmo + 1 ELSE -1 - 2 * entry END AS stop,
  kind::kind AS kind, is_block, date, sequence::INT AS sequence, recorder::party AS recorder,
  from_party::party AS from_party, to_party::party AS to_party,
  to_account::account AS to_account,
  coalesce(own, CASE WHEN line = 'pool' THEN block_key END)::authorization_key AS own,
  CASE WHEN vintage >= 2021 THEN 0 WHEN vintage < 2021 OR year(period_end) < 2021 THEN 1
    ELSE 2 END::TINYINT AS era,
  metric, purpose, use_year::INT AS use_year, using_party::party AS using_party,
  coalesce(quantity, last_unit - first_unit + 1, last_itmo - first_itmo + 1) AS quantity
FROM (
  SELECT r.*, g.scope, g.itmo_scope,
    CASE WHEN first_unit <= last_unit AND (all_units OR NOT all_itmos) THEN 'unit'
      WHEN first_itmo <= last_itmo THEN 'itmo' ELSE 'pool' END AS line
  FROM recorded AS r JOIN groups AS g
    ON r.approach = g.approach AND r.originating_registry = g.originating_registry
    AND r.host = g.host AND coalesce(r.vintage, 0) = g.year
    AND coalesce(r.unit_prefix, '') = g.prefix);

CREATE TEMP TABLE cuts AS
SELECT scope, place, row_number() OVER w AS cut, lead(place) OVER w AS next
FROM (SELECT scope, first AS place FROM entries UNION SELECT scope, stop FROM entries)
WINDOW w AS (PARTITION BY scope ORDER BY place);

CREATE TEMP TABLE steps AS
WITH begun AS (
  SELECT e.*, c.cut, c.next FROM entries AS e
  JOIN cuts AS c ON e.scope = c.scope AND e.first = c.place)
SELECT * EXCLUDE (cut, next) FROM begun WHERE next = stop
UNION ALL BY NAME
SELECT d.* EXCLUDE (cut, next, first, stop, last_cut, piece), p.place AS first, p.next AS stop
FROM (
  SELECT b.*, c.cut AS last_cut, unnest(range(b.cut, c.cut)) AS piece
  FROM begun AS b JOIN cuts AS c ON b.scope = c.scope AND b.stop = c.place WHERE b.next <> b.stop
) AS d JOIN cuts AS p ON d.scope = p.scope AND d.piece = p.cut;

CREATE TEMP TABLE told AS
WITH crossing AS (
  SELECT s.*, CASE WHEN first < 0 THEN -1 - coalesce(quantity, 0) ELSE first END AS place,
    kind = 'issuance' AS issues,
    CASE WHEN kind = 'issuance' THEN 10 + enum_code(recorder) WHEN is_block THEN 9
      ELSE enum_code(kind) END AS teller,
    enum_code(recorder)::INT + 100000 * CASE
      WHEN kind = 'issuance' THEN CASE WHEN recorder = origin THEN 0 ELSE 1 END
      WHEN kind = 'transfer' THEN 0 WHEN is_block THEN 2 ELSE 1 END AS precedence,
    recorder = host AS by_host, recorder = to_party AS by_receiver
  FROM steps AS s JOIN scopes USING (scope)
  WHERE kind = 'issuance' OR (kind IN ('transfer', 'acquisition') AND from_party <> to_party)),
counted AS (
  SELECT *, count(*) OVER same AS rows, min(teller) OVER same AS least,
    max(teller) OVER same AS most, min(precedence) OVER same AS least_precedence,
    max(date) FILTER (kind = 'acquisition') OVER same AS arrived,
    max(by_host) OVER same AS host_told, max(by_receiver) OVER same AS receiver_told,
    max(own) OVER same AS own_told,
    max(to_account) FILTER (by_receiver) OVER same AS account_told
  FROM crossing WINDOW same AS (PARTITION BY scope, place, issues, from_party, to_party)),
again AS (
  SELECT *, row_number() OVER (PARTITION BY scope, place, issues, from_party, to_party, teller
    ORDER BY date, sequence, entry) AS turn
  FROM counted WHERE NOT (rows = 1 OR (rows = 2 AND least < most))),
numbered AS (
  SELECT * REPLACE (min(precedence) OVER same AS least_precedence,
      max(date) FILTER (kind = 'acquisition') OVER same AS arrived,
      max(by_host) OVER same AS host_told, max(by_receiver) OVER same AS receiver_told,
      max(own) OVER same AS own_told,
      max(to_account) FILTER (by_receiver) OVER same AS account_told)
  FROM again WINDOW same AS (PARTITION BY scope, place, issues, from_party, to_party, turn)),
met AS (
  SELECT * FROM counted WHERE rows = 1 OR (rows = 2 AND least < most)
  UNION ALL BY NAME SELECT * EXCLUDE (turn) FROM numbered)
SELECT entry, scope, first, stop, kind, date, sequence, recorder, from_party, to_party,
  coalesce(account_told, to_account) AS to_account, coalesce(own, own_told) AS own, era, metric,
  purpose, use_year, using_party, quantity, precedence <> least_precedence AS is_mirror,
  coalesce(arrived, date) AS arrived_on, host_told AS host_recorded, receiver_told
FROM met
UNION ALL
SELECT entry, scope, first, stop, kind, date, sequence, recorder, from_party, to_party, to_account,
  own, era, metric, purpose, use_year, using_party, quantity, FALSE, date, recorder = host, TRUE
FROM steps JOIN scopes USING (scope)
WHERE kind <> 'issuance' AND (kind NOT IN ('transfer', 'acquisition') OR from_party = to_party);

CREATE TEMP TABLE versions AS
SELECT a.*, CASE WHEN coalesce(revoked_on < next_on, revoked_on IS NOT NULL) THEN revoked_on
  ELSE next_on END AS in_force_until, l.* EXCLUDE (purposes, definition)
FROM (
  SELECT party::party AS party, authorization_id::authorization_key AS key, version,
    approach::approach AS approach, kind AS kind_of, authorized_on, purposes, revoked_on,
    coalesce(first_transfer_definition, '') AS definition,
    min(authorized_on) OVER (PARTITION BY party, authorization_id ORDER BY version
      ROWS BETWEEN 1 FOLLOWING AND UNBOUNDED FOLLOWING) AS next_on
  FROM authorization_versions JOIN authorizations USING (party, authorization_id)) AS a
LEFT JOIN law AS l USING (purposes, definition);

CREATE TEMP TABLE lived AS
SELECT * EXCLUDE (is_mirror) REPLACE (min(era) OVER piece AS era, max(metric) OVER piece AS metric),
  row_number() OVER in_order AS turn,
  lag(to_party) OVER in_order AS holder_before,
  max(CASE kind WHEN 'cancellation' THEN 1 WHEN 'retirement' THEN 2
    WHEN 'voluntary_cancellation' THEN 3 END) OVER before AS end_before,
  min(date) FILTER (kind = 'issuance') OVER piece AS issued_on,
  last_value(own IGNORE NULLS) OVER until AS key,
  last_value(own IGNORE NULLS) OVER before AS key_before
FROM told WHERE NOT is_mirror
WINDOW in_order AS (PARTITION BY scope, first ORDER BY date NULLS FIRST, sequence, kind, entry),
  before AS (PARTITION BY scope, first ORDER BY date NULLS FIRST, sequence, kind, entry
    ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING),
  until AS (PARTITION BY scope, first ORDER BY date NULLS FIRST, sequence, kind, entry
    ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW),
  piece AS (PARTITION BY scope, first ORDER BY date NULLS FIRST, sequence, kind, entry
    ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING);

CREATE TEMP TABLE life AS
WITH offered AS (
  SELECT l.*, s.approach, s.host, l.scope, first < 0 AS in_pool,
    kind = 'issuance' OR (kind = 'acquisition' AND turn = 1 AND first > 0) AS opens,
    own IS NOT NULL AND coalesce(key <> key_before, TRUE) AS renewed,
    kind IN ('issuance', 'transfer', 'acquisition') AND from_party = host AND to_party <> host AS leaves
  FROM lived AS l JOIN scopes AS s USING (scope) WHERE era = 0 AND key IS NOT NULL),
dated AS (
  SELECT o.*, v.* EXCLUDE (party, key, approach),
    CASE WHEN date IS NOT NULL THEN greatest(date, issued_on, authorized_on) END AS since,
    in_pool AND kind <> 'issuance' AND (on_issuance OR on_authorization) AS earlier,
    NOT in_pool OR NOT on_international_transfer OR from_party = host AS at_host
  FROM offered AS o JOIN versions AS v
    ON o.approach = v.approach AND o.host = v.party AND o.key = v.key AND v.kind_of <> 'entity'
  WHERE opens OR renewed OR leaves OR purpose IN ('IMP', 'OP', 'OMGE')),
candidates AS (
  SELECT scope, first, turn, entry, since, authorized_for, CASE
    WHEN on_international_transfer AND ((leaves AND NOT earlier)
      OR (renewed AND coalesce(holder_before <> host, FALSE) AND NOT in_pool))
      THEN 'international_transfer'
    WHEN on_authorization AND (opens OR (renewed AND NOT in_pool)) THEN 'authorization'
    WHEN on_issuance AND (opens OR (renewed AND NOT in_pool)) THEN 'issuance'
    WHEN on_use_or_cancellation AND kind IN ('retirement', 'cancellation', 'voluntary_cancellation') AND purpose IN ('IMP', 'OP')
      AND at_host AND NOT earlier THEN 'use_or_cancellation'
    WHEN on_omge_cancellation AND kind IN ('cancellation', 'voluntary_cancellation') AND purpose = 'OMGE'
      AND at_host AND NOT earlier THEN 'omge_cancellation' END AS trigger
  FROM dated
  WHERE trigger IS NOT NULL AND coalesce(authorized_on <= since, TRUE)
    AND NOT coalesce(in_force_until <= since, in_force_until IS NOT NULL)),
firsts AS (
  SELECT scope, first, turn AS first_turn, entry AS first_entry, since, authorized_for, trigger
  FROM candidates
  QUALIFY row_number() OVER (PARTITION BY scope, first ORDER BY since NULLS FIRST, turn) = 1),
pooled AS (
  SELECT entry, any_value(authorized_for) AS was_authorized_for
  FROM lived AS l JOIN scopes AS s USING (scope) JOIN versions AS v
    ON s.approach = v.approach AND s.host = v.party AND l.key = v.key AND v.kind_of <> 'entity'
  WHERE first < 0 AND era = 0 AND coalesce(authorized_on <= date, TRUE)
    AND NOT coalesce(in_force_until <= date, in_force_until IS NOT NULL)
    AND ((kind <> 'issuance' AND (on_issuance OR on_authorization))
      OR (from_party <> host AND on_international_transfer))
  GROUP BY entry),
became AS (
  SELECT l.*, s.approach, s.host, s.year, f.since, f.authorized_for, f.trigger,
    coalesce(f.authorized_for, was_authorized_for) AS used_as,
    CASE WHEN metric = 'non_ghg' THEN NULL WHEN first > 0 THEN stop - first ELSE quantity END
      AS tonnes,
    coalesce(first_entry = entry, FALSE) AS is_first_transfer,
    CASE WHEN first < 0
      THEN trigger IS NOT NULL OR was_authorized_for IS NOT NULL
      ELSE trigger IS NOT NULL AND coalesce(coalesce(since < date, FALSE)
        OR (first_turn <= turn AND coalesce(since = date, TRUE)), FALSE) END AS is_itmo,
    coalesce(using_party, from_party) AS user
  FROM lived AS l JOIN scopes AS s USING (scope) LEFT JOIN firsts AS f USING (scope, first)
    LEFT JOIN pooled USING (entry)),
days AS (
  SELECT DISTINCT d.* FROM (
    SELECT DISTINCT s.approach, coalesce(using_party, from_party) AS user, date
    FROM lived JOIN scopes AS s USING (scope) WHERE kind = 'retirement') AS d
  JOIN versions AS v ON v.approach = d.approach AND v.party = d.user
    AND v.kind_of IN ('approach', 'use') AND coalesce(authorized_on <= date, TRUE)
    AND NOT coalesce(in_force_until <= date, in_force_until IS NOT NULL))
SELECT b.* EXCLUDE (quantity, using_party, used_as),
  coalesce(kind = 'retirement' AND purpose = 'NDC' AND used_as <> 'OIMP'
    AND b.user <> host AND b.user = from_party AND (year = 0 OR coalesce(use_year >= year, TRUE))
    AND is_itmo AND d.user IS NOT NULL, FALSE) AS is_use
FROM became AS b LEFT JOIN days AS d
  ON b.approach = d.approach AND b.user = d.user AND b.date = d.date;
