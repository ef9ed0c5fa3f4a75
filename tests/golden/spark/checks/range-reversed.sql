-- examined
SELECT * FROM entries

-- faults
SELECT entry, 'first_unit' AS field, first_unit AS first, last_unit AS last FROM written_rows WHERE first_unit > last_unit UNION ALL SELECT entry, 'first_itmo', first_itmo, last_itmo FROM written_rows WHERE first_itmo > last_itmo
