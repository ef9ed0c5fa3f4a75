"""The website: the record's pages in English and Japanese. The only door to pelican.

Read ``record`` (the packages as rows), ``pages`` (what stands on which page), ``generators``
(Pelican writes them), ``building`` (a whole site or the old one).
"""
