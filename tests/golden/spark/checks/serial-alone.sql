-- examined
SELECT * FROM entries

-- faults
SELECT entry, 'first_unit' AS field, 'last_unit' AS missing, first_unit AS serial FROM written_rows WHERE NOT first_unit IS NULL AND last_unit IS NULL UNION ALL SELECT entry, 'last_unit', 'first_unit', last_unit FROM written_rows WHERE NOT last_unit IS NULL AND first_unit IS NULL UNION ALL SELECT entry, 'first_itmo', 'last_itmo', first_itmo FROM written_rows WHERE NOT first_itmo IS NULL AND last_itmo IS NULL UNION ALL SELECT entry, 'last_itmo', 'first_itmo', last_itmo FROM written_rows WHERE NOT last_itmo IS NULL AND first_itmo IS NULL
