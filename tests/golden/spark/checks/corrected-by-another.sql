-- examined
SELECT t.entry, t._package, t.corrects, t.recorded_by, c.recorded_by AS first_recorder FROM transfers AS t INNER JOIN transfers AS c ON t._package = c._package AND t.corrects = c.transfer_id

-- faults
WITH examined AS (SELECT t.entry, t._package, t.corrects, t.recorded_by, c.recorded_by AS first_recorder FROM transfers AS t INNER JOIN transfers AS c ON t._package = c._package AND t.corrects = c.transfer_id) SELECT * FROM (SELECT entry, corrects AS event, first_recorder AS party, recorded_by AS other FROM examined WHERE recorded_by <> first_recorder) AS answer
