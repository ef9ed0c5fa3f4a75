"""Exports: how the rows of a record become the tables of somebody else, said in TOML.

Read ``model`` and ``reading`` (what an export file says), ``field_accounts`` (which fields it
uses, which it names as lost), ``record_columns`` and ``target_columns`` (fields of what is public,
also of rows pointed to, and the columns made of them), ``writing`` (the files, and what was left
out and lost), ``outcome_text`` (as it is told) and ``shipped`` (those that ship).
"""
