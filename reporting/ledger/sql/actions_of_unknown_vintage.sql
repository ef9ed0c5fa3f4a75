-- Which events would be actions with ITMOs, were the vintage of the units known and not before 2021?
-- One row per event of authorized units that moved between Parties or ended, and Party concerned.
--
-- given:  $party            only its events; empty for all Parties
--         $cutoff           the last day that counts; empty for all
-- party                     from whom or to whom the units went
-- date                      the day of the event
-- the other columns         as in unit_history
--
-- What occurred before 2021 is no ITMO (2/CMA.3 annex, para. 1(e)).
WITH moved AS (
    SELECT *
    FROM unit_history
    WHERE
        era = 'unresolved' AND authorization_id IS NOT NULL AND kind <> 'issuance'
        AND (from_party <> to_party OR kind IN ('retirement', 'cancellation', 'voluntary_cancellation'))
),

concerned AS (
    SELECT entry, date, from_party AS party
    FROM moved
    UNION
    SELECT entry, date, to_party
    FROM moved
)

SELECT entry, date, party
FROM concerned
WHERE coalesce(party = $party, TRUE)
