"""Rows that come into a record from elsewhere."""
