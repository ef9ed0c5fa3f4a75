-- Which units without serial numbers come from a Party that never held any?
--
-- provision:  2/CMA.3 annex, para. 33
-- examined:   one row per event without serial numbers; of the host's own, where the record has an issuance
-- found:      party, approach, vintage
--
-- Held: units of the approach, host and vintage that were issued to it or went to it, with serial numbers or without.
-- Where neither the Party itself told the event nor its record of the year is complete, it may have got them unseen.
-- name: examined
WITH issued AS (
    SELECT DISTINCT u.approach, u.host, coalesce(s.vintage, 0) AS of_vintage
    FROM unit_status AS u
    INNER JOIN scopes AS s ON u.scope = s.scope
    WHERE u.kind = 'issuance'
)

SELECT u.*, s.vintage
FROM unit_status AS u
INNER JOIN scopes AS s ON u.scope = s.scope
LEFT JOIN issued AS i ON u.approach = i.approach AND u.host = i.host AND coalesce(s.vintage, 0) = i.of_vintage
WHERE u.line = 'pool' AND u.kind <> 'issuance' AND (u.from_party <> u.host OR i.host IS NOT NULL);

-- name: faults
WITH holders AS (
    SELECT DISTINCT u.approach, u.host, coalesce(s.vintage, 0) AS of_vintage, u.to_party AS party
    FROM unit_status AS u
    INNER JOIN scopes AS s ON u.scope = s.scope
    WHERE u.kind = 'issuance' OR (u.kind IN ('transfer', 'acquisition') AND u.from_party <> u.to_party)
),

declared AS (
    SELECT DISTINCT party, year
    FROM coverage
    WHERE is_complete
)

SELECT e.entry, e.from_party AS party, e.approach, e.vintage
FROM examined AS e
LEFT JOIN holders AS h
    ON e.approach = h.approach AND e.host = h.host AND coalesce(e.vintage, 0) = h.of_vintage AND e.from_party = h.party
LEFT JOIN declared AS d ON e.from_party = d.party AND year(e.date) = d.year
WHERE h.party IS NULL AND (e.recorder = e.from_party OR d.party IS NOT NULL);

-- name: counterpart-silent
WITH holders AS (
    SELECT DISTINCT u.approach, u.host, coalesce(s.vintage, 0) AS of_vintage, u.to_party AS party
    FROM unit_status AS u
    INNER JOIN scopes AS s ON u.scope = s.scope
    WHERE u.kind = 'issuance' OR (u.kind IN ('transfer', 'acquisition') AND u.from_party <> u.to_party)
),

declared AS (
    SELECT DISTINCT party, year
    FROM coverage
    WHERE is_complete
)

SELECT DISTINCT e.entry, e.from_party AS counterpart, CAST(year(e.date) AS BIGINT) AS year
FROM examined AS e
LEFT JOIN holders AS h
    ON e.approach = h.approach AND e.host = h.host AND coalesce(e.vintage, 0) = h.of_vintage AND e.from_party = h.party
LEFT JOIN declared AS d ON e.from_party = d.party AND year(e.date) = d.year
WHERE h.party IS NULL AND e.recorder <> e.from_party AND d.party IS NULL;
