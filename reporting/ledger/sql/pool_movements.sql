-- What came to a Party, and what went, without serial numbers, up to a day?  One row per event and Party.
--
-- given:  $party            only its movements; empty for all Parties
--         $on               the day
--         $cutoff           the last day that counts; empty for all
-- entry                     the row
-- party, account            who got or gave it, and where
-- status                    pre_2021 or unresolved (era); unidentified: which of these units are ITMOs cannot be told
-- tonnes                    t CO2 eq, negative if they went; empty if unknown
-- the other columns         as in scopes
WITH pool AS (
    SELECT
        h.*,
        s.originating_registry,
        s.vintage,
        s.unit_prefix,
        r.from_account,
        CASE WHEN h.era = 'paris' THEN 'unidentified' ELSE h.era END AS status
    FROM unit_history AS h
    INNER JOIN scopes AS s ON h.scope = s.scope
    INNER JOIN recorded AS r ON h.entry = r.entry
    WHERE h.line = 'pool' AND coalesce(h.date <= $on, TRUE)
)

SELECT
    entry,
    scope,
    approach,
    originating_registry,
    host,
    vintage,
    unit_prefix,
    to_party AS party,
    to_account AS account,
    status,
    tonnes
FROM pool
WHERE
    kind NOT IN ('retirement', 'cancellation', 'voluntary_cancellation')
    AND coalesce(arrived_on <= $on, TRUE) AND coalesce(to_party = $party, TRUE)
UNION ALL
SELECT
    entry,
    scope,
    approach,
    originating_registry,
    host,
    vintage,
    unit_prefix,
    from_party,
    from_account,
    status,
    -tonnes
FROM pool
WHERE kind <> 'issuance' AND coalesce(from_party = $party, TRUE)
