-- Which NDC period holds each year for which units were used?  One row per Party and year of use within a period.
--
-- first_year, last_year     of all periods that hold the year
-- used_by, use_year         the Party, and the year
SELECT u.used_by, u.use_year, min(n.first_year) AS first_year, max(n.last_year) AS last_year
FROM uses_towards_ndcs AS u
INNER JOIN ndcs AS n ON u.used_by = n.party
WHERE u.use_year >= n.first_year AND u.use_year <= n.last_year
GROUP BY u.used_by, u.use_year
