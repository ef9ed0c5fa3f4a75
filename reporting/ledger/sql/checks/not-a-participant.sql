-- Who recorded units of an approach without taking part in it?
--
-- provision:  2/CMA.3 annex, para. 33
-- examined:   one row per row of entries
-- found:      approach, party
-- name: examined
SELECT *
FROM entry_details;

-- name: faults
SELECT e.entry, e.approach, e.recorder AS party
FROM examined AS e
LEFT JOIN participants AS p ON e.approach = p.approach AND e.recorder = p.party
WHERE p.party IS NULL;
