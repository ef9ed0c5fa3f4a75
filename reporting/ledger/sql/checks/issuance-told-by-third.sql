-- Which issuances does a Party tell that neither hosts nor holds the units?
--
-- provision:  2/CMA.3 annex, para. 29
-- examined:   one row per issuance
-- found:      registry, host, holder
--
-- What is not the host's own telling counts for the host only where it was not the host's to tell.
-- name: examined
SELECT entry, recording_registry, substr(recording_registry, 1, 3) AS recorder, host, holder_party
FROM credit_blocks;

-- name: faults
SELECT entry, recording_registry AS registry, host, holder_party AS holder
FROM examined
WHERE recorder <> host AND recorder <> holder_party;
