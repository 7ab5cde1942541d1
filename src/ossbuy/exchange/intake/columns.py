"""Columns as spreadsheets name them."""

from __future__ import annotations


def letters(column: int) -> str:
    """A for 1, Z for 26, AA for 27."""
    text = ""
    while column:
        column, rest = divmod(column - 1, 26)
        text = chr(65 + rest) + text
    return text
