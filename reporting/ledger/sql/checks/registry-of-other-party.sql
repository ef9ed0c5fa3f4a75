-- Which registries have an identifier that begins with another Party's code?
--
-- provision:  4/CMA.6 annex II, table 3
-- examined:   one row per row of registries
-- found:      registry, party
-- name: examined
SELECT *
FROM registries;

-- name: faults
SELECT _package, _table, _row, registry, party
FROM examined
WHERE substr(registry, 1, 3) <> party;
