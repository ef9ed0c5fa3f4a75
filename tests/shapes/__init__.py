"""Shapes of countries for the map, made once from Natural Earth."""
