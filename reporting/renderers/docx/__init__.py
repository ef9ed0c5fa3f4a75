"""Forms as documents of a word processor.

Read ``document`` (from the front page to the findings), ``contents``, ``tables``, ``prose``, then
``pages``, ``styles`` and ``elements``, on which they stand. The only door to python-docx.
"""

from reporting.renderers.docx.document import form_docx

__all__ = ["form_docx"]
