"""What the pages say of rules and checks, read from the code and data that carry them out.

Read ``citing`` (provisions named in words), ``implementing`` (where the code cites them),
``worked`` (examples worked by hand), ``samples`` (values that fill the sentences of findings).
"""
