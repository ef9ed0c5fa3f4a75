"""The forms that the site publishes, of the record and of the made-up example.

Read ``build`` (which forms; a ledger of each record is opened once, and all of them are made from
it, with what can be downloaded), ``view`` (what a page shows of them).
"""
