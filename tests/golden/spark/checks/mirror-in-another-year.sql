-- examined
SELECT * FROM entries WHERE kind IN ('transfer', 'acquisition') AND from_party <> to_party

-- faults
SELECT DISTINCT entry, counterpart, date, arrived_on FROM movements_abroad WHERE kind = 'transfer' AND NOT is_mirror AND YEAR(arrived_on) <> YEAR(date)
