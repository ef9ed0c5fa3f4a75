-- examined
SELECT * FROM coverage WHERE is_complete

-- faults
SELECT _package, _table, _row, party, year, unknown AS number FROM open_years WHERE unknown > 0
