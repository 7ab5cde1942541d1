"""The pack that goes to vendors: an answers workbook and a price workbook."""

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
