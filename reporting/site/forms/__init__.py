"""The forms that the site publishes, of the record and of the made-up example.

Read ``config`` (which forms), ``build`` (a ledger of each book is opened once, and all of them are
made from it), ``files`` (what can be downloaded), ``view`` (what a page shows of them).
"""
