-- authorizing_parties
SELECT DISTINCT approach, party FROM authorizations
