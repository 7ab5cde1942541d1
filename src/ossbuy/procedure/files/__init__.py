"""Readable project files: built from, exported to; a project in a notebook."""
