"""A reader of XLSX files of any origin: refuses what could harm, tells all that a cell holds."""
