-- examined
SELECT entry, side, holder_party, host FROM credit_blocks WHERE NOT side IS NULL

-- faults
WITH examined AS (SELECT entry, side, holder_party, host FROM credit_blocks WHERE NOT side IS NULL) SELECT * FROM (SELECT entry, side, holder_party AS holder, host FROM examined WHERE (side = 'host' AND holder_party <> host) OR (side = 'buyer' AND holder_party = host)) AS answer
