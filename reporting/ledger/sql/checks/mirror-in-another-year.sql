-- Which movements did both sides record in different years?
--
-- provision:  2/CMA.3 annex, para. 33
-- examined:   one row per movement between two Parties
-- found:      counterpart, date, arrived_on
--
-- An event year goes by the day of each Party's own row, so both Parties count the movement in different years.
-- name: examined
SELECT *
FROM entries
WHERE kind IN ('transfer', 'acquisition') AND from_party <> to_party;

-- name: faults
SELECT DISTINCT entry, counterpart, date, arrived_on
FROM movements_abroad
WHERE kind = 'transfer' AND NOT is_mirror AND year(arrived_on) <> year(date);
