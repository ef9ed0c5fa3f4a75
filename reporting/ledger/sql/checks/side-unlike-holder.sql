-- Which blocks are the share of one side, and in the hands of the other?
--
-- provision:  4/CMA.6 annex II, table 3
-- examined:   one row per block whose side is known
-- found:      side, holder, host
-- name: examined
SELECT entry, side, holder_party, host
FROM credit_blocks
WHERE side IS NOT NULL;

-- name: faults
SELECT entry, side, holder_party AS holder, host
FROM examined
WHERE (side = 'host' AND holder_party <> host) OR (side = 'buyer' AND holder_party = host);
