"""What comes into a record from elsewhere: first a proposal, then, if accepted, rows.

Read ``record_export`` (the workbook that a person fills), ``workbook_cells`` (what a
cell of a workbook says), ``workbook_tables`` (its sheets as rows of tables), ``mapping``
(the lists of others, by mapping files), ``aef_tables`` (AEF workbooks), ``others_rows`` (what those
have to say beside a record), ``numbering`` (serial numbers for blocks without), ``proposal`` (what
they would make of the record), ``proposal_text`` and ``proposal_file`` (how it is told and kept)
and ``acceptance`` (how it is written). What an empty cell stands for is none of this: it is filled
when read (`reporting.packages.empty_cells`).
"""
