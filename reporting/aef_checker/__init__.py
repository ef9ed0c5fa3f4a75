"""The checker of AEF workbooks: what a Party runs before it files.

Read on in the order in which a file is looked at: ``xlsx_reader`` (the file, its parts, the cells
of its sheets), ``layout`` (the tables on them), ``syntax`` (each cell), ``to_ledger`` and
``consistency`` (the tables together, as a ledger), ``compare`` (with data or another workbook),
``causes`` (what follows from what).
``check`` runs them all; ``findings_report`` and ``annotated_workbook`` say what was found.
"""
