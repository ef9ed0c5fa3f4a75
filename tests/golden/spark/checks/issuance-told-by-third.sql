-- examined
SELECT entry, recording_registry, SUBSTRING(recording_registry, 1, 3) AS recorder, host, holder_party FROM credit_blocks

-- faults
WITH examined AS (SELECT entry, recording_registry, SUBSTRING(recording_registry, 1, 3) AS recorder, host, holder_party FROM credit_blocks) SELECT * FROM (SELECT entry, recording_registry AS registry, host, holder_party AS holder FROM examined WHERE recorder <> host AND recorder <> holder_party) AS answer
