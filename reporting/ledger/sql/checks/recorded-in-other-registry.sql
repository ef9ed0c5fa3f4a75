-- Which events were recorded in a registry of another Party than the one that recorded them?
--
-- provision:  2/CMA.3 annex, para. 29
-- examined:   one row per event and registry
-- found:      owner, registry, party
-- name: examined
WITH owners AS (
    SELECT DISTINCT registry, party AS owner
    FROM registries
)

SELECT t.entry, t.recording_registry, t.recorded_by, o.owner
FROM transfers AS t
INNER JOIN entries AS e ON t.entry = e.entry
INNER JOIN owners AS o ON t.recording_registry = o.registry;

-- name: faults
SELECT entry, owner, recording_registry AS registry, recorded_by AS party
FROM examined
WHERE owner <> recorded_by;
