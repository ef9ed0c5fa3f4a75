-- examined
SELECT entry, issuance_pattern, holder_party, host, originating_registry, SUBSTRING(originating_registry, 1, 3) AS origin, SUBSTRING(recording_registry, 1, 3) AS recorder FROM credit_blocks

-- faults
WITH examined AS (SELECT entry, issuance_pattern, holder_party, host, originating_registry, SUBSTRING(originating_registry, 1, 3) AS origin, SUBSTRING(recording_registry, 1, 3) AS recorder FROM credit_blocks) SELECT * FROM (SELECT entry, issuance_pattern AS pattern, holder_party AS holder, originating_registry AS registry FROM examined WHERE (issuance_pattern = 'split' AND origin <> holder_party) OR (issuance_pattern = 'host' AND (holder_party <> host OR origin <> host)) OR (issuance_pattern = 'host_then_transfer' AND (origin <> host OR holder_party <> CASE WHEN recorder = host THEN host ELSE recorder END))) AS answer
