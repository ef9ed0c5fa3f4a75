"""Tests of the website in Debian's Chromium."""
