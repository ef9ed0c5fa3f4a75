"""The forms that the site publishes, of the record and of the made-up example.

Read ``wanted`` (which forms), ``making`` (a ledger of each book is opened once, and all of them are
made from it), ``files`` (what can be downloaded), ``shown`` (what a page shows of them).
"""
