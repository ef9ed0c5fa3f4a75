"""JCM Open Data: the public record of the Joint Crediting Mechanism, checked, reported, published.

Read in the direction the data flow: ``findings`` (what can be wrong), ``packages`` (open, validate
and read data packages), ``ledger`` (blocks and events replayed) by the law of ``accounting``,
``official_forms`` (the forms as data), ``forms`` (what stands in them), ``renderers`` (tables to
bytes), ``aef_checker`` (workbooks of anybody), ``filing`` (from draft to filed), ``site`` (pages),
``cli`` (the command).
"""
