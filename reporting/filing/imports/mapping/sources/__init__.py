"""Files of others as columns of text: CSV, workbooks, saved pages, JSON.

Read ``part`` (what all come to), then ``csv_source``, ``xlsx_source``, ``html_source`` and
``json_source``, and ``loaded`` (the files of a source together).
"""
