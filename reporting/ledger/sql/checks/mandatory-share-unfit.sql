-- Which rows say that a share is mandatory although no rule takes it?
--
-- provision:  2/CMA.3 annex, paras. 1(g), 37 and 39; 3/CMA.3 annex
-- examined:   one row per event that is said to be mandatory
-- found:      event, purpose, approach
--
-- Mandatory are of A6.4ERs alone a transfer to the Adaptation Fund and a cancellation for overall mitigation
-- (3/CMA.3 annex); in every other approach both are voluntary. Where the host does not state whether it is the first
-- transfer, it counts as none, and that cannot be verified.
-- name: examined
SELECT t.*, coalesce(s.is_mandatory, FALSE) AS is_of_mechanism, coalesce(s.to_fund, FALSE) AS to_fund
FROM transfers AS t
INNER JOIN entries AS e ON t.entry = e.entry
LEFT JOIN shares AS s ON t.entry = s.entry
WHERE t.is_mandatory;

-- name: faults
SELECT entry, event, coalesce(purpose, '') AS purpose, approach
FROM examined
WHERE
    NOT is_of_mechanism
    OR NOT (to_fund OR (event IN ('cancellation', 'voluntary_cancellation') AND coalesce(purpose = 'OMGE', FALSE)));

-- name: first-transfer-not-stated
SELECT entry, event
FROM examined
WHERE stated_as_first_transfer IS NULL AND is_of_mechanism;
