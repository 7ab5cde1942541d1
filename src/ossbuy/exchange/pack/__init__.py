"""The pack that goes to vendors: an answers workbook and a price workbook."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from ossbuy.exchange.pack.answers import write_answers
    from ossbuy.exchange.pack.content import (
        Due,
        Filled,
        Item,
        Pack,
        Question,
        Reason,
        Volume,
        set_hash,
    )
    from ossbuy.exchange.pack.loops import read_loops, read_price_lines
    from ossbuy.exchange.pack.prices import write_prices

__all__ = [
    "Due",
    "Filled",
    "Item",
    "Pack",
    "Question",
    "Reason",
    "Volume",
    "read_loops",
    "read_price_lines",
    "set_hash",
    "write_answers",
    "write_prices",
]

# On first use: who reads answers needs the words of a pack, not the writer of workbooks.
_PLACES: Final = {
    "Due": "content",
    "Filled": "content",
    "Item": "content",
    "Pack": "content",
    "Question": "content",
    "Reason": "content",
    "Volume": "content",
    "read_loops": "loops",
    "read_price_lines": "loops",
    "set_hash": "content",
    "write_answers": "answers",
    "write_prices": "prices",
}


def __getattr__(name: str) -> Any:
    if name in _PLACES:
        return getattr(import_module(f"{__name__}.{_PLACES[name]}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
