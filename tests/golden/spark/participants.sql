-- participants
SELECT approach, party FROM approach_parties UNION SELECT approach, party FROM authorizations UNION SELECT a.approach, p.authorized_party FROM authorization_parties AS p INNER JOIN authorizations AS a ON p.party = a.party AND p.authorization_id = a.authorization_id
