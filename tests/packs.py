"""Small packs for tests."""

from __future__ import annotations

from typing import Any

from ossbuy.exchange.pack import Due, Item, Pack, Question, Volume, read_price_lines, set_hash

HOSTILE = '=HYPERLINK("http://x","y")'

ITEMS = (
    Item("aa11", "C1.1", "Model", "The inventory shall hold every service.", gate=True),
    Item("aa12", "C1.2", "Model", HOSTILE),
    Item("bb21", "C2.1", "+Design", "-2+3"),
)
QUESTIONS = (
    Question("code-branches", "Code line", "Branches you support", "branches", "number"),
    Question("ring-resale", "Others", "Share resold", "%", "percent"),
    Question("loop-route", "Loop", "How it comes back", "", "choice", ("no way", "a ticket")),
    Question("loop-use", "Loop", "Is use measured?", "", "yes-no"),
    Question("ref-left", "References", "@Who left you", "", "text"),
)


def pack(**said: Any) -> Pack:
    """A pack of three requirements, five questions, one deadline and one driver."""
    items = said.pop("items", ITEMS)
    fields: dict[str, Any] = {
        "project": "p1",
        "name": "Inventory",
        "buyer": "Kestrel",
        "version": "1",
        "stage": "full",
        "issued": "2026-11-27T04:00:00Z",
        "items": items,
        "hash": set_hash(items),
        "currency": "EUR",
        "questions": QUESTIONS,
        "dues": (Due("Your answers", "2027-01-15T12:00:00Z"),),
        "volumes": (Volume("lines", "Active lines", "line", ("182000", "190000.5")),),
        "lines": read_price_lines(),
    }
    return Pack(**(fields | said))
