-- Which codes of the table of Parties contradict what they stand for?
--
-- provision:  2/CMA.3 annex, para. 1(g)
-- examined:   one row per row of parties
-- found:      party, kind
--
-- AAA to AAZ ISO 3166-1 leaves to users: they are ours for holders that are no Party, and for no Party.
-- name: examined
SELECT *
FROM parties;

-- name: faults
SELECT _package, _table, _row, party, coalesce(kind, '') AS kind
FROM examined
WHERE (kind IS NOT NULL) <> (substr(party, 1, 2) = 'AA');
