"""Which figure stands in which row and column: answers of the ledger and the law as report tables.

Read ``model`` (what each is made of), ``queries`` (what is asked of the ledger and the record),
then a form; ``build`` makes one by its name.
"""
