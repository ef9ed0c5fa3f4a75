"""Checks of authorizations: participation, terms, changes, use, years, declarations."""
