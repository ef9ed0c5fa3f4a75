-- entry_details
SELECT r.* EXCEPT (named_authorization), e.scope, e.line, e.first, e.stop, e.era, e.named_authorization FROM entries AS e INNER JOIN recorded AS r ON e.entry = r.entry
