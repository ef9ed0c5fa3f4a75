-- examined
SELECT * FROM changed_authorizations

-- faults
WITH examined AS (SELECT * FROM changed_authorizations) SELECT * FROM (SELECT _package, _table, _row, version, bound, quantity, authorization_id AS `authorization` FROM examined WHERE is_changed AND reaches) AS answer
