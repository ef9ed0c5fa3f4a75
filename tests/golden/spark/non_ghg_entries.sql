-- non_ghg_entries
SELECT entry, non_ghg_metric FROM recorded WHERE NOT non_ghg_metric IS NULL
