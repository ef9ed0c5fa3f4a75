"""JCM Open Data: the public record of the Joint Crediting Mechanism, checked and published.

Read in the direction the data flow: ``findings`` (what can be wrong), ``packages`` (open, validate
and read data packages), ``renderers`` (tables to bytes), ``site`` (pages), ``cli`` (the command).
"""
