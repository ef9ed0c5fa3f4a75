-- Which rows does another Party correct than the one that recorded them?
--
-- provision:  House rule: who recorded a row corrects it
-- examined:   one row per correction of a row of the record
-- found:      event, party, other
-- name: examined
SELECT t.entry, t._package, t.corrects, t.recorded_by, c.recorded_by AS first_recorder
FROM transfers AS t
INNER JOIN transfers AS c ON t._package = c._package AND t.corrects = c.transfer_id;

-- name: faults
SELECT entry, corrects AS event, first_recorder AS party, recorded_by AS other
FROM examined
WHERE recorded_by <> first_recorder;
