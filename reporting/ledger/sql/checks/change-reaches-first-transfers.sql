-- Which changes reach what was first transferred before, by the terms that bind it?
--
-- provision:  4/CMA.6, changes to authorization
-- examined:   one row per later and binding version
-- found:      authorization, version, bound, quantity
--
-- A change does not reach what was first transferred before unless the binding terms say so; the ledger keeps the
-- version that bound the units in every case.
-- name: examined
SELECT *
FROM changed_authorizations;

-- name: faults
SELECT _package, _table, _row, version, bound, quantity, authorization_id AS "authorization"
FROM examined
WHERE is_changed AND reaches;
