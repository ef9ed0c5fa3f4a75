-- other_holders
SELECT party, kind AS holder_kind FROM parties WHERE NOT kind IS NULL
