"""New rows of a package, with the rows that they need, made one by one and written together.

Read ``package_rows`` (the package as it stands), ``addition`` (the new rows), ``nouns`` (which
table a word means), ``questions`` (which fields a row still needs), ``choices`` (what may stand in
one), ``identifiers`` (the next key), ``row_order`` (where a row stands) and ``outcome`` (the
package with the rows: what is wrong with it, what differs).
"""
