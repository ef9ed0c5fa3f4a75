-- Which rows without serial numbers are of units that must have been first transferred before?  One row per such row.
--
-- was_authorized_for        NDC, OIMP or both
-- entry                     the row
--
-- They left the host before, or the authorization in force on the day names an event that came before
-- (2/CMA.3 annex, para. 2).
SELECT u.entry, max(v.authorized_for) AS was_authorized_for
FROM unit_events AS u
INNER JOIN scopes AS s ON u.scope = s.scope
INNER JOIN authorization_terms AS v
    ON s.approach = v.approach AND s.host = v.party AND u.authorization_id = v.authorization_id
WHERE
    u.first < 0 AND u.era = 'paris' AND v.kind <> 'entity'
    AND coalesce(v.authorized_on <= u.date, TRUE)
    AND NOT coalesce(v.in_force_until <= u.date, v.in_force_until IS NOT NULL)
    AND (
        (u.kind <> 'issuance' AND (v.on_issuance OR v.on_authorization))
        OR (u.from_party <> s.host AND v.on_international_transfer)
    )
GROUP BY u.entry
