"""What drifted, as the screens show it: marks on cells, colours of kinds, words nobody read."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from ossbuy.model.project import Project
from ossbuy.model.receipt import DriftItem

FACTS: Final = ("level", "delivery", "evidence")
KIND_STYLE: Final[Mapping[str, str]] = {
    **dict.fromkeys(("extra", "withdrawn", "duplicate", "missing", "unread"), "$text-error"),
    **dict.fromkeys(("silent", "placeholder", "cut", "amount"), "$text-warning"),
    **dict.fromkeys(("edited", "version", "changed"), "$text-accent"),
    **dict.fromkeys(("matched", "mapped", "comment", "filled"), "$text-primary"),
}
"""Colours of kinds that say more than where something stood."""
MARKED: Final = frozenset(
    {"duplicate", "edited", "matched", "mapped", "comment", "silent", "placeholder", "unread"}
    | {"cut", "changed"}
)
"""Kinds that put a mark on the cell they are about."""


def meaning_of(kind: str) -> str:
    """What a kind of drift means, in a line."""
    from ossbuy.exchange.replies.reply import KINDS

    return KINDS.get(kind, kind)


def drift_of(project: Project, vendor: str) -> list[tuple[str, DriftItem]]:
    """The items of a vendor's files that count, each with an id of its own."""
    found = []
    for contents in ("answers", "prices"):
        for file in project.standing_files(vendor, contents):
            report = project.drifts.get(file.id)
            if report is not None:
                found += [(f"{file.id}/{n}", item) for n, item in enumerate(report.items)]
    return found


def drifted_cells(project: Project) -> dict[tuple[str, str], list[DriftItem]]:
    """By (vendor, requirement), what drifted about the answer."""
    found: dict[tuple[str, str], list[DriftItem]] = {}
    for vendor in project.vendors:
        for _, item in drift_of(project, vendor):
            if item.requirement and item.kind in MARKED:
                found.setdefault((vendor, item.requirement), []).append(item)
    return found


def unread_words(project: Project, vendor: str) -> list[tuple[str, str]]:
    """Columns and words of a vendor that are no answer ossbuy knows, each once."""
    found: dict[tuple[str, str], None] = {}
    for (who, _), response in project.responses.items():
        if who != vendor:
            continue
        said = {
            "level": response.level.value == "unanswered",
            "delivery": response.delivery is None,
            "evidence": response.evidence is None,
        }
        for column, unread in said.items():
            text = " ".join(response.raw.get(column, "").split()).casefold()[:200]
            scale = project.scales.get((vendor, column))
            if unread and text and not (scale and text in scale.words):
                found[column, text] = None
    return list(found)
