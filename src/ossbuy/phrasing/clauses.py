"""Who must do what: the modal verbs of a text and the clause each of them rules."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ossbuy.phrasing.text import OBLIGES, Text

MODAL = re.compile(
    r"(?<![\w-])(?:shall|must|will|should|may|(?:is|are)\s+required\s+to|(?:has|have|needs?)\s+to)"
    r"(?![\w-])(?:\s+not(?![\w-]))?",
    re.IGNORECASE,
)
BINDING = frozenset({"shall", "must", "will"})
_SUBORDINATE = re.compile(
    r"(?<![\w-])(?:(?<!note )that|which|who|whom|whose|where|when|while|if|because|so|as|unless|"
    r"until|what|how|whether|once|after|before|than|since|although|though)(?![\w-])",
    re.IGNORECASE,
)
_CLAUSE_END = re.compile(r"[.;:!?,]|(?<![\w-])(?:and|or|but|then)(?![\w-])", re.IGNORECASE)
_CONDITION = re.compile(
    r"^(?:[-•*\s\d.)(]*)(?:if|when|whenever|where|while|upon|on|in case|in the event|during|after|"
    r"before|once|until|for|as|unless|at|in order to|to|by|within|with|without|from)(?![\w-])",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Clause:
    """A main clause with a modal: ``[condition,] subject modal rest``."""

    start: int
    """Where the sentence, or what is left of it after the clause before, begins."""
    subject: int
    """Where the subject begins, behind a leading condition."""
    modal: int
    verb: int
    """Where what stands behind the modal begins."""
    end: int
    """End of the sentence."""
    word: str
    """The modal in small letters, without ``not``."""
    negated: bool


def clauses(text: Text) -> list[Clause]:
    """Main clauses with a modal, in order; relative and conditional clauses are left out."""
    found: list[Clause] | None = text.worked_out.get("clauses")
    if found is None:
        found = text.worked_out["clauses"] = _clauses(text)
    return found


def _clauses(text: Text) -> list[Clause]:
    found: list[Clause] = []
    masked = text.masked
    # "This will help" explains where something else obliges.
    future = OBLIGES.search(masked) is not None
    for begin, end in text.sentences:
        for m in MODAL.finditer(masked, begin, end):
            if future and m[0].casefold().startswith("will"):
                continue
            edge = begin
            for gap in _CLAUSE_END.finditer(masked, begin, m.start()):
                edge = gap.end()
            if _SUBORDINATE.search(masked, edge, m.start()):
                continue
            word = re.split(r"\s+", m[0].casefold())[0]
            verb = m.end() + len(masked[m.end() : end]) - len(masked[m.end() : end].lstrip())
            start = _subject(masked, begin, m.start())
            negated = m[0].casefold().endswith("not")
            found.append(Clause(begin, start, m.start(), verb, end, word, negated))
    return found


def _subject(masked: str, begin: int, modal: int) -> int:
    """Where the subject of a clause begins: behind a leading condition and its comma."""
    if not _CONDITION.match(masked[begin:modal]):
        return begin + len(re.match(r"[-•\s]*", masked[begin:modal])[0])  # type: ignore[index]
    comma = masked.rfind(",", begin, modal)
    if comma < 0:
        return begin
    return comma + 1 + len(masked[comma + 1 : modal]) - len(masked[comma + 1 : modal].lstrip())
