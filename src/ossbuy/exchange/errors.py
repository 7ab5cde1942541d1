"""What is wrong with somebody's file, in one sentence with the place."""

from __future__ import annotations


class BadFile(Exception):
    """A file cannot be read as what it should be: where, what, and what to do."""

    def __init__(self, where: str, what: str) -> None:
        self.where, self.what = where, what
        super().__init__(f"{where}: {what}")
