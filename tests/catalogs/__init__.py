"""Tests of the descriptions of the data."""
