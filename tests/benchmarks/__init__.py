"""Measurements: each prints ratios from one run."""
