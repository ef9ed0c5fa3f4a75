-- Which years were declared complete although a vintage is unresolved?
--
-- provision:  2/CMA.3 annex, para. 1(e)
-- examined:   one row per declaration of a complete year
-- found:      party, year, number (of rows)
-- name: examined
SELECT *
FROM coverage
WHERE is_complete;

-- name: faults
SELECT _package, _table, _row, party, year, unresolved AS number
FROM open_years
WHERE unresolved > 0;
