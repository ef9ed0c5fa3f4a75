-- uses_towards_ndcs
SELECT * FROM unit_status WHERE kind = 'retirement' AND purpose = 'NDC' AND used_by <> host
