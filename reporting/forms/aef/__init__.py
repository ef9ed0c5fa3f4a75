"""The agreed electronic format: the five tables that a Party files each year (4/CMA.6, annex II).

Read `reporting.official_forms.aef` (what the form is), ``rows`` (what tables share), the five
tables, ``missing_cells``, ``build`` (the form), then ``profile`` (what sources disagree on).
"""

from reporting.forms.aef.build import aef

__all__ = ["aef"]
