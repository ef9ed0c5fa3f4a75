-- Which rows name an authorization that authorizes no use in any version?
--
-- provision:  2/CMA.3 annex, para. 1(d) and (f)
-- examined:   one row per row that names an authorization
-- found:      authorization
-- name: examined
SELECT *
FROM naming_rows;

-- name: faults
WITH of_use AS (
    SELECT DISTINCT party, authorization_id
    FROM authorization_versions
    WHERE kind <> 'entity' AND purposes IS NOT NULL
)

SELECT e.entry, e.authorization_id AS "authorization"
FROM examined AS e
LEFT JOIN of_use AS u ON e.authorization_party = u.party AND e.authorization_id = u.authorization_id
WHERE u.party IS NULL;
