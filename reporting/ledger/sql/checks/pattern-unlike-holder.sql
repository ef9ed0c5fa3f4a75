-- Which blocks came to their holder otherwise than their pattern says?
--
-- provision:  2/CMA.3 annex, para. 2(a)
-- examined:   one row per block
-- found:      pattern, holder, registry
--
-- Split: each side's registry issues its share. Host: the host's registry issues to a holder of the host. Host then
-- transfer: the host's registry issues to the host; what another registry records so, it received.
-- name: examined
SELECT
    entry,
    issuance_pattern,
    holder_party,
    host,
    originating_registry,
    substr(originating_registry, 1, 3) AS origin,
    substr(recording_registry, 1, 3) AS recorder
FROM credit_blocks;

-- name: faults
SELECT entry, issuance_pattern AS pattern, holder_party AS holder, originating_registry AS registry
FROM examined
WHERE
    (issuance_pattern = 'split' AND origin <> holder_party)
    OR (issuance_pattern = 'host' AND (holder_party <> host OR origin <> host))
    OR (
        issuance_pattern = 'host_then_transfer'
        AND (origin <> host OR holder_party <> CASE WHEN recorder = host THEN host ELSE recorder END)
    );
