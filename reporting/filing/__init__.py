"""What is written: new rows of a record, and a form's files, never changed once they are filed."""
