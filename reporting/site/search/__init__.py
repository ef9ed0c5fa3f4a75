"""The search of the site: what is found, by which words, in which order.

Read ``folding`` (when two spellings are one), ``code_words`` (words that a code carries),
``entities`` (what can be found), ``ranking`` (which comes first, as ``theme/static/search.js``
has it, too), ``index`` (the file that the script reads) and ``queries`` (what must come first).
"""
