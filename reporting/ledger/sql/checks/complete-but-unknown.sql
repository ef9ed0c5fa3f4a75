-- Which years were declared complete although a quantity is not known?
--
-- provision:  House principle 7: unknown stays empty
-- examined:   one row per declaration of a complete year
-- found:      party, year, number (of rows)
-- name: examined
SELECT *
FROM coverage
WHERE is_complete;

-- name: faults
SELECT _package, _table, _row, party, year, unknown AS number
FROM open_years
WHERE unknown > 0;
