"""All questions to a ledger. Read `model` for what a check is; one module for each subject."""
