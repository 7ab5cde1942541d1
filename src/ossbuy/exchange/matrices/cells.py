"""What single cells are: instructions, placeholders, examples, ticks, totals."""

from __future__ import annotations

import re

from ossbuy.exchange.matrices.words import Words, plain, unaccented

_ANGLED = re.compile(r"[<\[{«‹].{0,200}[>\]}»›]", re.DOTALL)
_DOTS = re.compile(r"[.…_\-–—\s?]+")
FORMULA = re.compile(r"=\s*[A-Za-z@'\"(+\-$]")
"""Text that is a formula as typed: ``=VLOOKUP(…``."""


def instruction(text: str, lists: Words) -> bool:
    """Whether a cell tells somebody how to fill in the table."""
    said = unaccented(text[:300])
    return _begins_any(said, lists.cells["instruction_begins"]) or _told(said, lists)


def placeholder(text: str, lists: Words) -> bool:
    """Whether a cell holds what stands there until somebody answers: ``…``, ``<…>``, ``TBD``."""
    said = unaccented(text[:300]).strip()
    if not said:
        return False
    if said in lists.cells["placeholders"] or _DOTS.fullmatch(said):
        return True
    if _ANGLED.fullmatch(said) and not said.strip("[]<>{}«» ").replace(".", "").isdigit():
        return len(said.strip("[]<>{}«» ")) != 1
    return said.startswith(lists.cells["placeholder_begins"])


def answered(text: str, lists: Words) -> bool:
    """Whether a cell in an answer column says anything of its own."""
    if not text.strip() or placeholder(text, lists):
        return False
    # "Please see annex B" is an answer; "Instruction: replace this text" is none.
    said = unaccented(text[:300])
    return not _begins_any(said, lists.cells["answer_instruction_begins"]) and not _told(
        said, lists
    )


def example(text: str, lists: Words) -> bool:
    """Whether an id says that its row is only an example."""
    said = unaccented(text[:60])
    return _begins_any(said, lists.cells["examples"])


def withdrawn(text: str, lists: Words) -> bool:
    """Whether a text says of itself that it no longer holds."""
    said = unaccented(text[:80]).lstrip("[(<{ ")
    return _begins_any(said, lists.cells["withdrawn"])


def total(text: str, lists: Words) -> bool:
    """Whether a label says that its row is a sum."""
    return len(text) <= 40 and plain(text) in lists.cells["totals"]


def tick(text: str, lists: Words) -> bool:
    """Whether a cell is ticked."""
    return unaccented(text) in lists.cells["ticks"]


def yes(text: str, lists: Words) -> bool | None:
    """Yes, no, or None for a word that is neither; blank is no."""
    said = unaccented(text).rstrip(".")
    if not said or said in lists.cells["no"]:
        return False
    if said in lists.cells["yes"] or unaccented(text) in lists.cells["yes"]:
        return True
    return None


def sentence_like(text: str) -> bool:
    """Whether a cell is a text rather than a label."""
    # Chinese and Japanese put no spaces between words.
    return len(text.split()) >= 5 or sum(c >= "\u2e80" for c in text[:200]) >= 10


def shown(text: str, width: int = 80) -> str:
    """A cell on one line, cut."""
    said = " ".join(text.split())
    return said if len(said) <= width else said[: width - 1].rstrip() + "…"


def number(text: str) -> bool:
    """Whether a cell is a plain number or an amount."""
    said = text.strip().replace(" ", "").replace("\u00a0", "").strip("€$£%")
    return bool(re.fullmatch(r"[-+]?\d[\d.,']*", said))


def _told(said: str, lists: Words) -> bool:
    """Whether a text says what a column or cell is for."""
    return any(word in said for word in lists.cells["instruction_holds"])


def _begins_any(said: str, words: tuple[str, ...]) -> bool:
    """Whether a text begins with one of some words; one call in C for the many that do not."""
    return said.startswith(words) and any(_begins(said, word) for word in words)


def _begins(said: str, word: str) -> bool:
    """Whether a text begins with a word and not with a longer one."""
    if not said.startswith(word):
        return False
    rest = said[len(word) :]
    return not rest or not (rest[0].isalnum() and word[-1:].isalnum())
