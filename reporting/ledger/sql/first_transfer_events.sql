-- Which events are first transfers, of what?  One row per interval first transferred.
--
-- origin                    the row that opened the interval
-- The other columns         as in unit_status.
-- view
SELECT u.*, o.entry AS origin
FROM unit_status AS u
INNER JOIN unit_status AS o ON u.scope = o.scope AND u.first = o.first AND o.turn = 1
WHERE u.is_first_transfer
