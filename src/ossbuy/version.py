"""The version, apart from the package's lazy names so that any layer may ask for it."""

__version__ = "0.1.0"
