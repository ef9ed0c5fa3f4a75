-- examined
WITH owners AS (SELECT DISTINCT registry, party AS owner FROM registries) SELECT t.entry, t.recording_registry, t.recorded_by, o.owner FROM transfers AS t INNER JOIN entries AS e ON t.entry = e.entry INNER JOIN owners AS o ON t.recording_registry = o.registry

-- faults
WITH owners AS (SELECT DISTINCT registry, party AS owner FROM registries), examined AS (SELECT t.entry, t.recording_registry, t.recorded_by, o.owner FROM transfers AS t INNER JOIN entries AS e ON t.entry = e.entry INNER JOIN owners AS o ON t.recording_registry = o.registry) SELECT * FROM (SELECT entry, owner, recording_registry AS registry, recorded_by AS party FROM examined WHERE owner <> recorded_by) AS answer
