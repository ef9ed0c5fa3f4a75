-- examined
SELECT e.*, r.recording_registry FROM entries AS e INNER JOIN recorded AS r ON e.entry = r.entry WHERE e.kind <> 'issuance'

-- faults
WITH examined AS (SELECT e.*, r.recording_registry FROM entries AS e INNER JOIN recorded AS r ON e.entry = r.entry WHERE e.kind <> 'issuance'), told AS (SELECT entry, first, stop, MIN(entry) OVER (PARTITION BY kind, date, sequence, recorder, recording_registry, scope, first, stop, from_party, to_party) AS told_as FROM examined WHERE line <> 'pool' AND NOT date IS NULL) SELECT * FROM (SELECT t.entry, t.first, t.stop - 1 AS last, n.row_name AS other FROM told AS t INNER JOIN row_names AS n ON t.told_as = n.entry WHERE t.entry > t.told_as) AS answer

-- serials-unknown
WITH examined AS (SELECT e.*, r.recording_registry FROM entries AS e INNER JOIN recorded AS r ON e.entry = r.entry WHERE e.kind <> 'issuance') SELECT * FROM (SELECT entry FROM examined WHERE line = 'pool') AS answer

-- numbering-mixed
WITH examined AS (SELECT e.*, r.recording_registry FROM entries AS e INNER JOIN recorded AS r ON e.entry = r.entry WHERE e.kind <> 'issuance') SELECT * FROM (SELECT e.entry FROM examined AS e INNER JOIN mixed_scopes AS m ON e.scope = m.scope WHERE e.line = 'itmo') AS answer
