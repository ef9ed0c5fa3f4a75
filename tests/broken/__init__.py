"""Two clean packages, and every way to break them that we know: one mistake each.

Read ``edits`` (the mistakes), ``case`` (mistake and expectation), then the ``cases_*`` modules.
"""
