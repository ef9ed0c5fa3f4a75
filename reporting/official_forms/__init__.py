"""The official forms as data: tables, labels, rules and code lists, from ``data/forms``."""
