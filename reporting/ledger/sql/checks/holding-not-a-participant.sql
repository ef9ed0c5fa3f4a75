-- Who states holdings of an approach without taking part in it?
--
-- provision:  2/CMA.3 annex, para. 33
-- examined:   one row per row of stated_holdings
-- found:      approach, party
-- name: examined
SELECT *
FROM stated_holdings;

-- name: faults
SELECT e._package, e._table, e._row, e.approach, e.party
FROM examined AS e
LEFT JOIN participants AS p ON e.approach = p.approach AND e.party = p.party
WHERE p.party IS NULL;
