-- A block: its number b gives all else. The multiplier spreads b; it has no meaning.
CREATE MACRO mixed(b, m) AS (b * 2654435761 + 12345) % m;
CREATE VIEW made AS SELECT
  b,
  '{shape}' = 'giant' AS giant,
  CASE WHEN giant THEN 0 ELSE b // 100 END AS project,
  'made-' || project % 20 AS approach,
  'XA' || chr((65 + project % 20)::INT) AS host,
  'XB' || chr((65 + mixed(b, 5))::INT) AS partner,
  'XB' || chr((65 + (mixed(b, 5) + 1) % 5)::INT) AS third,
  CASE WHEN giant THEN 2023 ELSE 2020 + b // 10 % 10 END AS vintage,
  'P' || project AS unit_prefix,
  1000 + mixed(b, 8000) AS quantity,
  b * 10000 + 1 AS start,
  DATE '2022-01-01' + mixed(b, 1000)::INT AS issued_on,
  b % 8 = 7 AS is_split,
  b % 8 = 6 AS is_reissued,
  b % 16 = 5 AS is_moved_whole,
  b % 32 = 9 AS is_unnumbered,
  b % 4 = 0 AS is_by_itmo,
  CASE WHEN b % 64 = 3 THEN NULL ELSE 'A' || b // 10 % 6 END AS authorization_id,
  CASE WHEN is_split THEN partner ELSE host END AS holder,
  CASE WHEN is_split THEN third ELSE partner END AS buyer,
  CASE WHEN is_split THEN host ELSE third END AS onward,
  CASE WHEN is_moved_whole THEN buyer ELSE holder END AS owner,
  CASE WHEN is_moved_whole THEN onward ELSE buyer END AS buyer_of_more,
  CASE WHEN is_moved_whole THEN holder ELSE onward END AS last_buyer,
  quantity // 4 AS quarter,
FROM range(0, {blocks}) AS numbers(b);

-- What happens to a block, and how many days after its issuance.
CREATE TABLE events AS SELECT * FROM (VALUES
  (1, 'transfer', 30), (2, 'acquisition', 32), (3, 'retirement', 400),
  (4, 'transfer', 60), (5, 'acquisition', 61),
  (6, 'transfer', 200), (7, 'acquisition', 210),
  (8, 'transfer', 90), (9, 'voluntary_cancellation', 500), (10, 'retirement', 800)
) AS listed(step, event, days);

CREATE VIEW issued AS
SELECT 0 AS part, b, 'B' || b AS block_id, holder AS holder_party, holder || '-H' AS account,
  holder || '01' AS recording_registry, issued_on AS issued,
  start AS first_serial, start + quantity - 1 AS last_serial, authorization_id AS own
FROM made
UNION ALL
SELECT 1, b, 'B' || b || '-again', buyer, buyer || '-H', buyer || '01', issued_on + 32,
  start, start + quarter - 1, authorization_id
FROM made WHERE is_reissued AND NOT is_unnumbered
UNION ALL
SELECT 2, b, 'B' || b || '-twice', holder, holder || '-H', holder || '01', issued_on + 300,
  start + quantity - quarter, start + quantity + 99, authorization_id
FROM made WHERE b % 32 = 1 AND b // 32 < {planted};

CREATE VIEW credit_blocks AS
SELECT block_id, approach, 'project-' || project AS project_id, 'issuance-' || b AS issuance_id,
  host, holder_party, account,
  CASE WHEN is_split THEN recording_registry ELSE host || '01' END AS originating_registry,
  recording_registry,
  CASE WHEN is_split THEN 'split' WHEN is_reissued THEN 'host_then_transfer' ELSE 'host' END
    AS issuance_pattern,
  vintage, issued AS issued_on, last_serial - first_serial + 1 AS quantity, unit_prefix,
  CASE WHEN NOT is_unnumbered THEN first_serial END AS first_unit,
  CASE WHEN NOT is_unnumbered THEN last_serial END AS last_unit,
  CASE WHEN is_by_itmo THEN first_serial + 7 END AS first_itmo,
  CASE WHEN is_by_itmo THEN last_serial + 7 END AS last_itmo,
  'ghg' AS metric, 'emission_reductions' AS mitigation_type,
  CASE WHEN own IS NOT NULL THEN host END AS authorization_party, own AS authorization_id,
  FALSE AS confidential
FROM issued JOIN made USING (b) ORDER BY part, b;

CREATE VIEW transfers AS
SELECT
  'T' || step || '-' || b AS transfer_id, recorder || '01' AS recording_registry,
  recorder AS recorded_by, event, issued_on + days AS event_date,
  CASE WHEN b % 2 = 0 THEN step END AS sequence, 'B' || b AS block_id, approach,
  CASE WHEN is_split THEN holder ELSE host END || '01' AS originating_registry, host,
  CASE WHEN b % 3 > 0 THEN vintage END AS vintage,
  CASE WHEN b % 3 > 0 THEN unit_prefix END AS unit_prefix,
  CASE WHEN named AND NOT is_by_itmo THEN start + first_offset END AS first_unit,
  CASE WHEN named AND NOT is_by_itmo THEN start + last_offset END AS last_unit,
  CASE WHEN named AND is_by_itmo THEN start + 7 + first_offset END AS first_itmo,
  CASE WHEN named AND is_by_itmo THEN start + 7 + last_offset END AS last_itmo,
  CASE WHEN named OR is_unnumbered THEN last_offset - first_offset + 1 END AS quantity,
  giver AS from_party, giver || CASE WHEN ends THEN '-H' ELSE '-G' END AS from_account,
  taker AS to_party, taker || CASE WHEN ends THEN '-E' ELSE '-H' END AS to_account,
  CASE WHEN event = 'retirement' THEN CASE WHEN b % 3 = 1 THEN 'IMP' ELSE 'NDC' END
    WHEN ends AND b % 5 > 0 THEN 'OMGE' END AS purpose,
  CASE WHEN event = 'retirement' AND b % 3 <> 1 THEN 2025 + b % 6 END AS use_year,
  CASE WHEN event = 'retirement' AND b % 3 <> 1 THEN taker END AS using_party,
  CASE WHEN adds THEN host END AS authorization_party,
  CASE WHEN adds THEN 'A' || b % 6 END AS authorization_id,
  FALSE AS confidential
FROM (
  SELECT *,
    CASE WHEN event = 'acquisition' THEN taker ELSE giver END AS recorder,
    step IN (3, 9, 10) AS ends,
    NOT is_unnumbered AND NOT (is_moved_whole AND step <= 2) AS named,
    b % 64 IN (3, 11) AND step IN (4, 5) AS adds
  FROM (
    SELECT *,
      CASE WHEN step <= 2 THEN holder WHEN step IN (3, 10) THEN buyer
        WHEN step IN (6, 7) THEN buyer_of_more ELSE owner END AS giver,
      CASE WHEN step IN (1, 2, 3, 10) THEN buyer WHEN step IN (4, 5) THEN buyer_of_more
        WHEN step IN (6, 7) THEN last_buyer ELSE owner END AS taker,
      CASE WHEN step <= 3 OR step = 10 THEN 0 WHEN step <= 7 THEN quarter
        ELSE 3 * quarter END AS first_offset,
      CASE WHEN step <= 2 THEN quarter WHEN step IN (3, 10) THEN quarter // 2
        WHEN step <= 5 THEN 3 * quarter WHEN step <= 7 THEN 2 * quarter
        WHEN step = 8 THEN quantity ELSE 3 * quarter + 200 END - 1 AS last_offset
    FROM events CROSS JOIN made
    WHERE (step < 10 OR (b % 32 = 2 AND b // 32 < {planted}))
      AND NOT (step = 2 AND is_reissued AND NOT is_unnumbered)
  )
)
ORDER BY step, b;

CREATE VIEW authorizations AS
SELECT host AS party, 'A' || n AS authorization_id, approach
FROM (SELECT DISTINCT host, approach FROM made), range(0, 6) AS numbers(n)
UNION ALL
SELECT party, 'U-' || approach, approach
FROM (SELECT DISTINCT partner AS party, approach FROM made);

CREATE VIEW authorization_versions AS
SELECT host AS party, 'A' || n AS authorization_id, version, 'use' AS kind,
  CASE WHEN version = 1 THEN DATE '2022-06-01' ELSE DATE '2024-01-01' END AS authorized_on,
  ['NDC', 'IMP', 'OP', 'NDC and IMP', 'NDC and OIMP', 'NDC and OP'][n + 1] AS purposes,
  [NULL, 'issuance', 'use_or_cancellation', 'authorization', NULL, 'issuance'][n + 1]
    AS first_transfer_definition,
  CASE WHEN n = 5 AND version = 2 THEN DATE '2026-01-01' END AS revoked_on, 'ghg' AS metric
FROM (SELECT DISTINCT host, approach FROM made), range(0, 6) AS numbers(n),
  range(1, 3) AS versions(version)
UNION ALL
SELECT party, 'U-' || approach, 1, 'approach', DATE '2023-01-01',
  NULL, NULL, NULL, 'ghg'
FROM (SELECT DISTINCT partner AS party, approach FROM made);
