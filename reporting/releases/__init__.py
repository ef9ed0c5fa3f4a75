"""Versions of the data that never change, and how they are made, judged and told.

Read ``manifest`` (what a version is made of) and ``release`` (the versions that are kept);
``copies`` (the formats made from one) and ``reading`` (any of them read back); ``locating``,
``verification`` and ``judging_tables`` (a download judged).
"""
