"""Which figure stands in which row and column: answers of the ledger and the law as report tables.

Read ``table`` (what a report is) and ``lineage`` (what a figure is made of); then one module for
each question: ``holdings``, ``balance``, ``trace``, ``checks``, ``gaps``.
"""
