"""The steps of a procurement that need arithmetic, files and the record at once."""
