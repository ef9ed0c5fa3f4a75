"""Tests of releases: how they are made, kept, judged and told."""
