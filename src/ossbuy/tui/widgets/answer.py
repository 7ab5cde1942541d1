"""A vendor's answer in three glyphs, and in words."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Final

from textual.content import Content

from ossbuy.model.bid import (
    DELIVERY_WORDS,
    EVIDENCE_WORDS,
    Delivery,
    Evidence,
    Level,
    Response,
)
from ossbuy.model.receipt import GradedEvidence
from ossbuy.model.scoring import AgreedScore
from ossbuy.tui.text import plain

if TYPE_CHECKING:
    from ossbuy.analysis.cell import Cell

LEVEL = {
    Level.FULL: ("●", "$text-success"),
    Level.PARTIAL: ("◐", "$text-warning"),
    Level.NONE: ("○", "$text-error"),
    Level.NOT_APPLICABLE: ("–", "$text-muted"),
    Level.UNANSWERED: ("·", "$text-muted"),
}
DELIVERY = {
    Delivery.SHIPPED: "S",
    Delivery.CONFIGURATION: "C",
    Delivery.EXTENSION: "E",
    Delivery.CUSTOM: "U",
    Delivery.WORKAROUND: "W",
    Delivery.ROADMAP: "R",
    Delivery.NONE: "N",
}
EVIDENCE = {
    Evidence.CLAIM: "c",
    Evidence.DOCUMENT: "d",
    Evidence.DEMO: "s",
    Evidence.POC: "p",
    Evidence.INTERVIEW: "i",
    Evidence.KPI: "k",
    Evidence.PILOT: "o",
}
SHORT = {
    Delivery.CONFIGURATION: "configured",
    Delivery.CUSTOM: "custom",
    Delivery.WORKAROUND: "workaround",
    Evidence.DEMO: "demo",
    Evidence.POC: "PoC",
    Evidence.INTERVIEW: "interview",
    Evidence.KPI: "KPI",
}
"""Words of the legend where the full ones would not fit 80 columns."""
LEGEND = (
    "● full  ◐ partial  ○ none  · unanswered  ▲ look closer  ≈ drifted  % counts",
    " ".join(f"{glyph} {SHORT.get(d, DELIVERY_WORDS[d])}" for d, glyph in DELIVERY.items()),
    "  ".join(f"{glyph} {SHORT.get(e, EVIDENCE_WORDS[e])}" for e, glyph in EVIDENCE.items()),
)


def remarks(response: Response) -> list[str]:
    """What in an answer does not fit together, or could not be read."""
    found = [
        f"“{text}” under {column} is no answer ossbuy knows"
        for column, text in response.raw.items()
        if column in _UNREAD and _UNREAD[column](response)
    ]
    claimed = response.level in (Level.FULL, Level.PARTIAL)
    # An answer that came in no file is a score of a kept comparison: it has no means to say.
    if claimed and response.delivery is None and response.file:
        found.append(f"says {response.level.value} but not by what means")
    if claimed and response.delivery is Delivery.NONE:
        found.append(f"says {response.level.value}, delivered by nothing")
    if response.level is Level.FULL and response.delivery is Delivery.ROADMAP:
        found.append("says full, but it is still on the roadmap")
    if response.level is Level.NONE and response.delivery not in (None, Delivery.NONE):
        found.append("says none, yet names a means of delivery")
    if response.evidence not in (None, Evidence.CLAIM) and not response.reference:
        found.append("names evidence without saying where it is")
    return found


_UNREAD: Final[Mapping[str, Callable[[Response], bool]]] = {
    "level": lambda response: response.level is Level.UNANSWERED,
    "delivery": lambda response: response.delivery is None,
    "evidence": lambda response: response.evidence is None,
}


def as_received(response: Response) -> list[str]:
    """The vendor's own words where reading changed them, and what stood in columns of its own."""
    said = []
    for column, text in response.raw.items():
        if column not in _UNREAD:
            said.append(f"{column}: {text}")
        elif not _UNREAD[column](response):
            taken = {
                "level": response.level.value,
                "delivery": DELIVERY_WORDS[response.delivery] if response.delivery else "",
                "evidence": EVIDENCE_WORDS[response.evidence] if response.evidence else "",
            }
            said.append(f"“{text}” under {column} was taken as {taken[column]}")
    return said


def glyphs(
    response: Response | None, graded: GradedEvidence | None = None, drifted: bool = False
) -> Content:
    """Level, delivery and evidence; a fourth mark where something does not fit, or drifted.

    Evidence the buyer graded itself stands in place of the vendor's, and stands out.
    """
    if response is None:
        return plain("·  ", "$text-muted")
    mark, style = LEVEL[response.level]
    by = DELIVERY[response.delivery] if response.delivery else " "
    evidence = Evidence(graded.evidence) if graded else response.evidence
    shown = EVIDENCE[evidence] if evidence else " "
    return Content.assemble(
        plain(mark, style),
        plain(by),
        plain(shown, "bold $text-accent" if graded else "$text-muted"),
        plain("▲", "$text-warning")
        if remarks(response)
        else plain("≈" if drifted else " ", "$text-primary"),
    )


def words(response: Response, graded: GradedEvidence | None = None) -> str:
    """Level, delivery, evidence and availability in words; the buyer's own grade before it."""
    parts = [response.level.value]
    if response.delivery:
        parts.append(DELIVERY_WORDS[response.delivery])
    if graded:
        said = EVIDENCE_WORDS[response.evidence] if response.evidence else "nothing"
        seen = EVIDENCE_WORDS[Evidence(graded.evidence)]
        parts.append(f"{seen} by our own grade ({said} by the vendor's)")
    elif response.evidence:
        parts.append(f"shown by {EVIDENCE_WORDS[response.evidence]}")
    if response.available:
        parts.append(f"available {response.available}")
    return " · ".join(parts)


def seen(graded: GradedEvidence | None, agreed: AgreedScore | None = None) -> list[Content]:
    """Where the buyer saw it, and what; the reason of an agreed score stands for both."""
    if graded is None:
        return []
    why = graded.reason or (agreed.reason if agreed else "")
    said = ": ".join(part for part in (graded.reference, why) if part)
    return [plain(f"we saw {said}", "$text-accent")] if said else []


def counted(cell: Cell | None) -> str:
    """How much of full credit an answer gets, in percent, or why none yet, in six cells."""
    if cell is None:
        return ""
    if cell.adjusted is None:
        short = {"not applicable": "n/a", "unanswered": "open", "unscored": "to do"}
        return short.get(cell.state, cell.state)
    return f"{100 * cell.adjusted:.0f} %"
