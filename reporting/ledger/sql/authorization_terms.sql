-- When is each version of an authorization in force, and what does the law make of it?
-- One row per row of authorization_versions.
--
-- in_force_until            the day the next version or the revocation takes effect; empty while in force
-- definition                what it specifies as first transfer, or as what it is read; '' where nothing
-- is_read_otherwise         it is read as specifying something else than its words
-- first_transfer_date, moved_before_authorized     how first transfer is read under it (authorization_readings)
-- authorized_for            NDC, OIMP or both; empty, like the following, where no purposes are stated
-- on_…                      whether this event is a first transfer under it (2/CMA.3 annex, para. 2)
-- refused                   whether some event has no answer under it
-- approach                  as in authorizations
-- the other columns         as in authorization_versions
--
-- reads:  law               the table of reporting.accounting.first_transfer, by purposes, definition and reading
--         authorization_readings     how open questions are answered (reporting.ledger.readings)
WITH followed AS (
    SELECT
        v.*,
        a.approach,
        CASE
            WHEN r.read_as = 'as_stated' THEN coalesce(v.first_transfer_definition, '') ELSE r.read_as
        END AS definition,
        r.read_as <> 'as_stated' AS is_read_otherwise,
        r.dual_purpose,
        r.omge,
        r.first_transfer_date,
        r.moved_before_authorized,
        min(v.authorized_on) OVER (
            PARTITION BY v.party, v.authorization_id ORDER BY v.version ROWS BETWEEN 1 FOLLOWING AND UNBOUNDED FOLLOWING
        ) AS next_on
    FROM authorization_versions AS v
    INNER JOIN authorizations AS a ON v.party = a.party AND v.authorization_id = a.authorization_id
    INNER JOIN authorization_readings AS r ON v.party = r.party AND v.authorization_id = r.authorization_id
)

SELECT
    f.* EXCLUDE (next_on, dual_purpose, omge),
    CASE
        WHEN f.revoked_on IS NULL THEN f.next_on
        WHEN f.next_on IS NULL OR f.revoked_on < f.next_on THEN f.revoked_on
        ELSE f.next_on
    END AS in_force_until,
    w.authorized_for,
    w.refused,
    w.on_international_transfer,
    w.on_authorization,
    w.on_issuance,
    w.on_use_or_cancellation,
    w.on_omge_cancellation
FROM followed AS f
LEFT JOIN law AS w
    ON f.purposes = w.purposes AND f.definition = w.definition AND f.dual_purpose = w.dual_purpose AND f.omge = w.omge
