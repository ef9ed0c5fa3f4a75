"""Answers of the ledger and the record, as tables that forms and the command share."""
