"""Forms as documents of a word processor.

Read ``document`` (from the front page to the findings), ``tables``, ``prose``, then ``pages`` (with
the contents) and ``styles``, on which they stand. The only door to python-docx.
"""

from reporting.renderers.docx.document import form_docx

__all__ = ["form_docx"]
