"""From a form to files: what is written, kept and never changed once it is filed."""
