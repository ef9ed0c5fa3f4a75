"""Checks of units: serials, ownership, mirrors, holdings."""
