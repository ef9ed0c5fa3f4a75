"""The Article 6.2 rulebook: pure functions over exact figures, each citing its provision.

Read in the order of decision 2/CMA.3, annex. Chapter I: ``outcomes`` (paragraph 1) and
``first_transfer`` (2). Chapter III.B: ``period``, ``flows``, ``gathering``, ``account`` (what is
adjusted), then ``adjustment``, ``trajectory``, ``averaging``, ``multi_year``, ``methods`` (7),
``balance`` (8 to 10), ``lines`` and ``statement`` (23), ``closing`` and ``restatement`` (12). What
the decisions leave open stands in ``settings``; ``citation``, ``exact`` and ``figure`` are the
means.
"""
