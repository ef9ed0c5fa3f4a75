"""What the pages say of rules and checks, read from the code and data that carry them out.

Read ``citations`` (provisions named in words), ``code_index`` (where the code cites them),
``worked_examples``, ``sample_values`` (that fill the sentences of findings).
"""
