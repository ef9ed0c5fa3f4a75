"""The cases of the ledger."""
