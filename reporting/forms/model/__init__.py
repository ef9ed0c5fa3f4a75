"""What a form is made of: tables, cells with their lineage, sections, texts of the Party."""
