"""The rules of wording, one idea per module."""
