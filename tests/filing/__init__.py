"""Tests of what becomes of a form: versions, stages, kept files."""
