"""Reports: every figure is the law's, and every figure knows its rows."""
