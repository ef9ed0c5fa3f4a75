-- Which versions specify the first international transfer for OIMP?
--
-- provision:  2/CMA.3 annex, para. 2(b)
-- examined:   one row per version with purposes
-- found:      purposes
-- name: examined
SELECT *
FROM authorization_terms
WHERE purposes IS NOT NULL;

-- name: faults
SELECT _package, _table, _row, purposes
FROM examined
WHERE purposes <> 'NDC' AND definition = 'first_international_transfer';
