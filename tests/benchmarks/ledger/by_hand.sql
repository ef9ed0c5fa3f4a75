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
  holder_party AS to_party, own, own AS block_key, period_end, metric,
  NULL AS purpose, NULL AS use_year, NULL AS using_party
FROM described
UNION ALL
SELECT t.entry, t.approach, t.originating_registry, t.host, coalesce(t.vintage, b.year_of),
  coalesce(t.unit_prefix, b.unit_prefix),
  coalesce(t.first_unit, CASE WHEN whole THEN b.first_unit END, t.first_itmo - shift),
  coalesce(t.last_unit, CASE WHEN whole THEN b.last_unit END, t.last_itmo - shift),
  coalesce(t.first_itmo, CASE WHEN whole THEN b.first_itmo END, t.first_unit + shift),
  coalesce(t.last_itmo, CASE WHEN whole THEN b.last_itmo END, t.last_unit + shift),
  coalesce(t.quantity, CASE WHEN whole THEN b.quantity END),
  event, FALSE, event_date, coalesce(sequence, 0), recorded_by, from_party, to_party,
  CASE WHEN t.authorization_party = t.host THEN t.authorization_id END, b.own, b.period_end,
  b.metric, purpose, use_year, using_party
FROM (
  SELECT t.*, b, b.first_itmo - b.first_unit AS shift,
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
  CASE line WHEN 'unit' THEN first_unit WHEN 'itmo' THEN first_itmo ELSE -1 - entry END AS first,
  CASE line WHEN 'unit' THEN last_unit + 1 WHEN 'itmo' THEN last_itmo + 1 ELSE -entry END AS stop,
  kind::kind AS kind, is_block, date, sequence::INT AS sequence, recorder::party AS recorder,
  from_party::party AS from_party, to_party::party AS to_party,
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
SELECT scope, at, row_number() OVER w AS cut, lead(at) OVER w AS next
FROM (SELECT scope, first AS at FROM entries UNION SELECT scope, stop FROM entries)
WINDOW w AS (PARTITION BY scope ORDER BY at);

CREATE TEMP TABLE steps AS
WITH begun AS (
  SELECT e.*, c.cut, c.next FROM entries AS e
  JOIN cuts AS c ON e.scope = c.scope AND e.first = c.at)
SELECT * EXCLUDE (cut, next) FROM begun WHERE next = stop
UNION ALL
SELECT d.* EXCLUDE (cut, next, first, stop, last_cut, piece)
    REPLACE (d.scope AS scope), p.at, p.next
FROM (
  SELECT b.*, c.cut AS last_cut, unnest(range(b.cut, c.cut)) AS piece
  FROM begun AS b JOIN cuts AS c ON b.scope = c.scope AND b.stop = c.at WHERE b.next <> b.stop
) AS d JOIN cuts AS p ON d.scope = p.scope AND d.piece = p.cut;
