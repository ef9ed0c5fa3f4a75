-- examined
SELECT * FROM entries WHERE era <> 'pre_2021'

-- faults
WITH examined AS (SELECT * FROM entries WHERE era <> 'pre_2021') SELECT * FROM (SELECT entry FROM examined WHERE date IS NULL) AS answer
