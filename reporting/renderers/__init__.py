"""Tables and findings to bytes: the same values in, the same bytes out."""
