-- Which rows are of a non-GHG metric, and of which?  One row per entry.
--
-- non_ghg_metric            its name
SELECT entry, non_ghg_metric
FROM recorded
WHERE non_ghg_metric IS NOT NULL
