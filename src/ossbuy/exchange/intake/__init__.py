"""Reading files from anybody: hostile until proven otherwise, whatever program wrote them.

    >>> from ossbuy.exchange.intake import read_values
    >>> book = read_values(path.read_bytes(), path.name)
    >>> book.sheets[0].rows[0]

Reading happens in a process of its own, held to 512 MB (Linux) and ten seconds; whatever happens
there, the asking process gets a Book or one sentence (BadFile).
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from ossbuy.exchange.errors import BadFile
    from ossbuy.exchange.intake.book import Book, Sheet, Structure
    from ossbuy.exchange.intake.files import read_file
    from ossbuy.exchange.intake.reading import Stopped, read_many, read_structure, read_values

__all__ = [
    "BadFile",
    "Book",
    "Sheet",
    "Stopped",
    "Structure",
    "read_file",
    "read_many",
    "read_structure",
    "read_values",
]

# On first use: the reading process imports this package too, and must start in no time.
_PLACES: Final = {
    "BadFile": "ossbuy.exchange.errors",
    "Book": "ossbuy.exchange.intake.book",
    "Sheet": "ossbuy.exchange.intake.book",
    "Structure": "ossbuy.exchange.intake.book",
    "Stopped": "ossbuy.exchange.intake.reading",
    "read_file": "ossbuy.exchange.intake.files",
    "read_many": "ossbuy.exchange.intake.reading",
    "read_structure": "ossbuy.exchange.intake.reading",
    "read_values": "ossbuy.exchange.intake.reading",
}


def __getattr__(name: str) -> Any:
    if name in _PLACES:
        return getattr(import_module(_PLACES[name]), name)
    raise AttributeError(f"module 'ossbuy.exchange.intake' has no attribute {name!r}")
