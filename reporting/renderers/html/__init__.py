"""Forms as pages that stand alone: nothing is fetched, nothing runs, and they print well.

Read ``page`` (from the title to the rows behind the figures), ``tables``, ``lineages``, ``prose``.
"""

from reporting.renderers.html.page import form_html

__all__ = ["form_html"]
