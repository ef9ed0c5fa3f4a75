-- What happened to the units of each interval, as far as it was known on a day?
-- One row per row of unit_status up to the day; its columns are those of unit_status.
--
-- given:  $cutoff           the last day that counts; empty for all
SELECT
    * EXCLUDE (first_transfer_on, trigger, is_first_transfer, is_itmo, may_use, is_use),
    CASE WHEN coalesce(decided_on <= CAST($cutoff AS DATE), TRUE) THEN first_transfer_on END AS first_transfer_on,
    CASE WHEN coalesce(decided_on <= CAST($cutoff AS DATE), TRUE) THEN trigger END AS trigger,
    is_first_transfer AND coalesce(decided_on <= CAST($cutoff AS DATE), TRUE) AS is_first_transfer,
    is_itmo AND coalesce(decided_on <= CAST($cutoff AS DATE), TRUE) AS is_itmo,
    may_use AND coalesce(decided_on <= CAST($cutoff AS DATE), TRUE) AS may_use,
    is_use AND coalesce(decided_on <= CAST($cutoff AS DATE), TRUE) AS is_use
FROM unit_status
WHERE coalesce(date <= CAST($cutoff AS DATE), TRUE)
