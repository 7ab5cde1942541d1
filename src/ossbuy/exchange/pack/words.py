"""The words a pack is written with and read back by: sheets, headers, drop-downs, defined names."""

from __future__ import annotations

from typing import Final

from ossbuy.model.bid import DELIVERY_WORDS, EVIDENCE_WORDS

START: Final = "Start"
ANSWERS: Final = "Answers"
ABOUT: Final = "About you"
WHY: Final = "Why"
PRICES: Final = "Prices"
DRIVERS: Final = "Drivers"

ANSWER_HEADERS: Final = (
    *("Key", "Id", "Section", "Requirement", "Gate", "Level", "Delivery", "Available"),
    *("Evidence", "Reference", "Comment"),
)
"""Row 1 of the answers; the first column is hidden and holds the internal id."""
FIRST_FILLED: Final = ANSWER_HEADERS.index("Level")
"""The first column that the vendor fills; all behind it are the vendor's, too."""
ABOUT_HEADERS: Final = ("Key", "No.", "Subject", "Question", "Unit", "Answer", "Comment")
WHY_HEADERS: Final = ("Key", "Id", "Cause", "What it causes", "Requirements")
PRICE_HEADERS: Final = ("Line", "Item", "Category", "Driver", "Unit price", "Currency")
"""The years follow: Y0, Y1, …"""

GATE: Final = "pass or fail"
FIXED: Final = "fixed"
"""What stands under Driver where a price grows with nothing."""

LEVEL_WORDS: Final = ("Full", "Partial", "None", "Not applicable")
DELIVERY_CHOICES: Final = tuple(
    f"{word[0].upper()}{word[1:]} ({code.value})" for code, word in DELIVERY_WORDS.items()
)
EVIDENCE_CHOICES: Final = tuple(f"{word[0].upper()}{word[1:]}" for word in EVIDENCE_WORDS.values())

NAME_VERSION: Final = "ossbuy_version"
NAME_HASH: Final = "ossbuy_set_hash"
NAME_PACK: Final = "ossbuy_pack"
NAME_YEARS: Final = "ossbuy_years"
"""Defined names: constants, so that they outlive a deleted front sheet."""

LEVELS_EXPLAINED: Final = (
    ("Full", "everything the requirement says is met"),
    ("Partial", "part of it is met; the comment says which part"),
    ("None", "it is not met"),
    ("Not applicable", "it cannot apply to your offer; the comment says why"),
)
DELIVERIES_EXPLAINED: Final = (
    ("Shipped (STD)", "in the product as every customer gets it"),
    ("Configuration (CFG)", "data or settings, survives every upgrade untouched, no build"),
    ("Extension (EXT)", "plug-in or interface that you support through upgrades"),
    ("Custom code (CUS)", "code written for this customer"),
    ("Process workaround (PRC)", "people do it another way"),
    ("Roadmap (RMP)", "not there yet; Available says the release or date"),
    ("None (NO)", "no means offered"),
)
EVIDENCE_EXPLAINED: Final = (
    ("Claim", "your word"),
    ("Document", "manual, data sheet or test report; Reference says which page"),
    ("Scripted demo", "shown, or to be shown, by our script"),
    ("PoC on own data", "proof of concept on our data"),
    ("Reference interview", "a customer of yours will tell us"),
    ("Reference KPI", "a figure measured in production at a customer"),
    ("Own pilot", "run by us in production"),
)
PUBLISHED: Final = "How answers will be weighed"
"""Heading of the weights a regulated procurement publishes, below everything else on `Start`."""


def when(moment: str) -> str:
    """``2026-12-01 12:00 UTC`` from the form the journal keeps; anything else as it is."""
    if len(moment) >= 16 and moment[10] == "T":
        return f"{moment[:10]} {moment[11:16]} UTC"
    return moment
