-- What was retired towards the NDC of a Party that is not the host?  One row per event and interval.
-- Its columns are those of unit_status.
-- view
SELECT *
FROM unit_status
WHERE kind = 'retirement' AND purpose = 'NDC' AND used_by <> host
