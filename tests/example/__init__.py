"""The made-up example package: how it is made, and what holds of it."""
