"""Tests of `reporting.packages`."""
