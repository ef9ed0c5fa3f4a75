"""What the pages say of rules and checks, read from the code and data that carry them out.

Read ``code_index`` (provisions named in words, and where the code cites them), ``worked_examples``
(and the values that fill the sentences of findings).
"""
