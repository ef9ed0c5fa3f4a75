"""What a form is made of: tables, cells with their lineage, sections, texts of the Party.

Read ``table`` (what a report is), ``provenance`` (what a figure is made of), ``form``, ``request``
(what is asked of one), ``sections`` (from an outline to a document).
"""
