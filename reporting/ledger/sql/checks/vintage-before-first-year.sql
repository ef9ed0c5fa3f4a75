-- Which outcomes from before 2021 are treated as ITMOs: by ITMO serials, or by use for an NDC abroad?
--
-- provision:  2/CMA.3 annex, para. 1(e)
-- examined:   one row per row of entries that treats units as ITMOs
-- found:      vintage (else the last year of its monitoring period)
-- name: examined
SELECT *
FROM entry_details
WHERE
    first_itmo IS NOT NULL
    OR (purpose = 'NDC' AND coalesce(using_party, from_party) <> host AND use_year >= 2021);

-- name: faults
SELECT entry, coalesce(vintage, year(period_end)) AS vintage
FROM examined
WHERE era = 'pre_2021';

-- name: vintage-unresolved
SELECT entry
FROM examined
WHERE era = 'unresolved';
