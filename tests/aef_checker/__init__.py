"""The checker of AEF workbooks: clean ones, and ones broken in one place each."""
