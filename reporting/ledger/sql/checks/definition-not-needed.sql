-- Which versions specify a first transfer other than the international one for NDC use alone?
--
-- provision:  2/CMA.3 annex, para. 2(a)
-- examined:   one row per version with purposes
-- found:      definition
-- name: examined
SELECT *
FROM authorization_terms
WHERE purposes IS NOT NULL;

-- name: faults
SELECT _package, _table, _row, definition
FROM examined
WHERE purposes = 'NDC' AND definition NOT IN ('', 'first_international_transfer');
