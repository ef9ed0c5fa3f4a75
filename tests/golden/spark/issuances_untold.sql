-- issuances_untold
WITH matched AS (SELECT DISTINCT entry FROM issuances_abroad WHERE is_matched) SELECT i.* FROM issuances_abroad AS i LEFT JOIN matched AS m ON i.entry = m.entry WHERE i.line <> 'pool' AND m.entry IS NULL
