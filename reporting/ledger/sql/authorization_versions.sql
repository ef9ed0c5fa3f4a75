-- When is each version of an authorization in force, and what does the law make of it?
-- One row per row of authorizations.
--
-- in_force_until            the day the next version or the revocation takes effect; empty while in force
-- definition                what it specifies as first transfer; '' where nothing
-- authorized_for            NDC, OIMP or both; empty, like the following, where no purposes are stated
-- on_…                      whether this event is a first transfer under it (2/CMA.3 annex, para. 2)
-- refused                   whether some event has no answer under it
-- the other columns         as in authorizations
--
-- reads:  law               the table of reporting.accounting.first_transfer, by purposes and definition
WITH followed AS (
    SELECT
        *,
        coalesce(first_transfer_definition, '') AS definition,
        min(authorized_on) OVER (
            PARTITION BY party, authorization_id ORDER BY version ROWS BETWEEN 1 FOLLOWING AND UNBOUNDED FOLLOWING
        ) AS next_on
    FROM authorizations
)

SELECT
    f.* EXCLUDE (next_on),
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
LEFT JOIN law AS w ON f.purposes = w.purposes AND f.definition = w.definition
