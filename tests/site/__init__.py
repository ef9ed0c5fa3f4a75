"""Tests of the website: its pages, links, figures, downloads, and how it is built."""
