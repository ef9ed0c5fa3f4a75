-- examined
SELECT * FROM coverage WHERE is_complete

-- faults
SELECT _package, _table, _row, party, year, unresolved AS number FROM open_years WHERE unresolved > 0
