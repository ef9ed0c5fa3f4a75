-- Which events are mandatory shares of A6.4ERs, or take units to the Adaptation Fund?  One row per such event.
--
-- is_of_mechanism           the units are A6.4ERs: their approach is that of the Article 6.4 mechanism
-- is_mandatory              the row says that the share is mandatory; of A6.4ERs only
-- to_fund                   the units go to the Adaptation Fund
-- is_stated                 the host states that the event is the first transfer
--
-- What the mechanism takes is a first transfer only where the host states it: whether, when and by whom the decisions
-- have it reported was not read (3/CMA.3 annex).
SELECT
    t.entry,
    coalesce(a.is_article_6_4, FALSE) AS is_of_mechanism,
    coalesce(t.is_mandatory AND a.is_article_6_4, FALSE) AS is_mandatory,
    coalesce(o.holder_kind = 'adaptation_fund', FALSE) AS to_fund,
    coalesce(t.stated_as_first_transfer, FALSE) AS is_stated
FROM transfers AS t
INNER JOIN cooperative_approaches AS a ON t.approach = a.approach
LEFT JOIN other_holders AS o ON t.to_party = o.party AND t.event IN ('transfer', 'acquisition')
WHERE t.is_mandatory OR o.party IS NOT NULL
