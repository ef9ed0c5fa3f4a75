-- Of which projects does the record tell an issuance again under another approach, prefix or issuance?
--
-- provision:  2/CMA.3 annex, para. 33
-- examined:   one row per issuance of a project, or of units with serial numbers
-- found:      project, others (how many rows), other (the first of them)
--
-- The same units: equal registry, prefix and vintage, and a range in common, under another approach; numbers without
-- a prefix may begin anew in each. The same outcome: one project, monitoring periods that overlap, and another
-- approach; or in one registry another prefix or issuance, where serial numbers are missing or overlap. A second
-- issuance of one period with serial numbers of its own is normal, and what two registries tell of one issuance is
-- told once. One line a project.
-- name: examined
SELECT
    r.entry,
    r.approach,
    r.originating_registry,
    r.host,
    r.vintage,
    coalesce(r.unit_prefix, '') AS prefix,
    coalesce(r.issuance_id, '') AS issuance,
    r.project_id,
    c.period_start,
    r.period_end,
    CASE WHEN r.first_unit IS NULL THEN r.first_itmo ELSE r.first_unit END AS begins,
    CASE WHEN r.first_unit IS NULL THEN r.last_itmo ELSE r.last_unit END AS ends,
    r.first_unit IS NOT NULL AS has_units
FROM recorded AS r
INNER JOIN credit_blocks AS c ON r.entry = c.entry
WHERE r.kind = 'issuance' AND (r.project_id IS NOT NULL OR r.first_unit IS NOT NULL);

-- name: faults
WITH same_units AS (
    SELECT b.entry, b.project_id, a.entry AS other
    FROM examined AS a
    INNER JOIN examined AS b
        ON
            a.originating_registry = b.originating_registry AND a.host = b.host AND a.prefix = b.prefix
            AND coalesce(a.vintage, 0) = coalesce(b.vintage, 0)
    WHERE
        a.entry < b.entry AND a.approach <> b.approach AND a.prefix <> '' AND a.has_units AND b.has_units
        AND a.begins <= b.ends AND b.begins <= a.ends
),

same_outcome AS (
    SELECT b.entry, b.project_id, a.entry AS other
    FROM examined AS a
    INNER JOIN examined AS b ON a.project_id = b.project_id AND a.host = b.host
    WHERE
        a.entry < b.entry
        AND coalesce(a.period_start <= b.period_end AND b.period_start <= a.period_end, a.vintage = b.vintage, FALSE)
        AND (
            a.approach <> b.approach
            OR (
                a.originating_registry = b.originating_registry
                AND (a.prefix <> b.prefix OR a.issuance <> b.issuance)
                AND coalesce(a.begins <= b.ends AND b.begins <= a.ends, TRUE)
            )
        )
),

pairs AS (
    SELECT * FROM same_units
    UNION
    SELECT * FROM same_outcome
),

by_project AS (
    SELECT
        coalesce(project_id, CAST(entry AS VARCHAR)) AS of_project,
        min(project_id) AS project,
        min(entry) AS entry,
        min(other) AS other,
        count(DISTINCT entry) AS others
    FROM pairs
    GROUP BY coalesce(project_id, CAST(entry AS VARCHAR))
)

SELECT p.entry, coalesce(p.project, '') AS project, p.others, n.row_name AS other
FROM by_project AS p
INNER JOIN row_names AS n ON p.other = n.entry;
