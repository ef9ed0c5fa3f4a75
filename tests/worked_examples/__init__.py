"""Cases worked by hand, each a file that an expert can read."""
