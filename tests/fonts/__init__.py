"""The font that charts are drawn with: how it is made."""
