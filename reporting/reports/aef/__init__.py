"""The agreed electronic format: the five tables that a Party files each year (4/CMA.6, annex II).

Read `template` (what the form is), `units` (the columns two tables share), the five tables, `gaps`
(what is missing), `building` (the form), then `profile` (what sources disagree on).
"""

from reporting.reports.aef.building import aef

__all__ = ["aef"]
