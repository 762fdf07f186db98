"""The four screens that key a document."""
