-- use_periods
SELECT u.used_by, u.use_year, MIN(n.first_year) AS first_year, MAX(n.last_year) AS last_year FROM uses_towards_ndcs AS u INNER JOIN ndcs AS n ON u.used_by = n.party WHERE u.use_year >= n.first_year AND u.use_year <= n.last_year GROUP BY u.used_by, u.use_year
