"""The charts of the site: what each shows, and how it is drawn."""
