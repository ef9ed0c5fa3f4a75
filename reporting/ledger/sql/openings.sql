-- What opened each interval, and what does a unit of a non-GHG metric hold of its block?  One row per interval.
--
-- mitigation_type           of the opening row
-- non_ghg_metric            of the opening row; empty, like the following, for GHG
-- block_units               how many units its range has
-- block_tonnes              how many t CO2 eq they hold together
-- block_non_ghg             how many millionths of a unit of the metric they hold together
-- scope, first              the interval
--
-- A unit has the share of its block's quantities that its serial number has of the range; the division is made in
-- Python, once.
-- view
SELECT
    u.scope,
    u.first,
    d.mitigation_type,
    CASE WHEN u.metric = 'non_ghg' THEN d.non_ghg_metric END AS non_ghg_metric,
    CASE WHEN u.metric = 'non_ghg' THEN d.stop - d.first END AS block_units,
    CASE WHEN u.metric = 'non_ghg' THEN d.quantity END AS block_tonnes,
    CASE WHEN u.metric = 'non_ghg' THEN d.non_ghg_quantity END AS block_non_ghg,
    u.metric
FROM unit_status AS u
INNER JOIN entry_details AS d ON u.entry = d.entry
WHERE u.turn = 1
