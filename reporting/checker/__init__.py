"""The checker of AEF workbooks: what a Party runs before it files.

Read on in the order in which a file is looked at: `container` (the file and its parts), `markup`
and `grid` (the cells of its sheets), `layout` (the tables on them), `syntax` (each cell),
`consistency` (the tables together, as a ledger), `compare` (with data or another workbook).
`checking` runs them all; `written` and `annotated` say what was found.
"""
