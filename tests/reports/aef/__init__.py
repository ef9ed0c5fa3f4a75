"""The agreed electronic format."""
