"""The website: the record's pages in English and Japanese. The only door to pelican.

Read ``dataset`` (the packages as rows), ``pages`` (what stands on which page), ``generators``
(Pelican writes them), ``build`` (a whole site or the old one).
"""
