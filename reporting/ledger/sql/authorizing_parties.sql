-- Whose authorizations under an approach does the record have?  One row per approach and Party.
-- view
SELECT DISTINCT approach, party
FROM authorizations
