"""Tests of `reporting.renderers`."""
