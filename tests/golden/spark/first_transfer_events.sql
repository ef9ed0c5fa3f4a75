-- first_transfer_events
SELECT u.*, o.entry AS origin FROM unit_status AS u INNER JOIN unit_status AS o ON u.scope = o.scope AND u.first = o.first AND o.turn = 1 WHERE u.is_first_transfer
