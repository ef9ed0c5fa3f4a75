"""Mapping files: how the lists of others become rows of a record, said in TOML.

Read ``model`` and ``reading`` (what a mapping file says), ``target`` (beside the package that it
fills), ``source_files`` and ``sources`` (the files as columns), ``headers`` (their names beside
those of the mapping), ``joined_rows``, ``conditions`` and ``cell_values`` (columns joined, taken
apart, read), ``carried`` and ``row_groups`` (cells and rows that belong together), ``row_faults``
(what is left out, and why), ``bringing`` (all of it together) and ``mapped_source`` (as a proposal
takes it); ``drafting`` begins a mapping from a file, ``shipped`` has those that ship.
"""
