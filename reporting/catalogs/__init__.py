"""What catalogues, reference managers and search engines read about a version of the data.

Read ``publisher`` (who answers for the data), ``version`` (what is described), ``descriptions``
(which files are made of it).
"""
