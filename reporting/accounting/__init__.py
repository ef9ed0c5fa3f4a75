"""The Article 6.2 rulebook: pure functions over exact figures, each citing its provision.

Read in the order of decision 2/CMA.3, annex. Chapter I: ``first_transfer`` (paragraphs 1 and 2).
Chapter III.B: ``period``, ``flows``, ``account`` (what is adjusted), then ``adjustment`` and
``methods`` (7: trajectory, averaging, multi-year), ``lines`` and ``statement`` (8 to 10, 12 and 23:
balances, the end of a period, restatements). What the decisions leave open stands in ``settings``;
``figure`` is the means.
"""
