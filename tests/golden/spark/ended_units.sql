-- ended_units
SELECT entry, approach, kind, to_account, metric, tonnes FROM unit_status WHERE kind IN ('retirement', 'cancellation', 'voluntary_cancellation') AND from_party = :party AND date <= :on
