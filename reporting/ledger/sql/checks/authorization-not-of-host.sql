-- Which rows name an authorization of a Party other than the host?
--
-- provision:  2/CMA.3 annex, para. 2
-- examined:   one row per row that names an authorization
-- found:      host, party, authorization
-- name: examined
SELECT *
FROM naming_rows;

-- name: faults
SELECT entry, host, authorization_party AS party, authorization_id AS "authorization"
FROM examined
WHERE authorization_party <> host;
