"""Mapping files: lists of others become rows of a record."""
