"""Which version of the request a workbook answers: its fingerprint, wherever it survived."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from ossbuy.exchange.intake.book import Sheet, Structure
from ossbuy.exchange.replies.items import Items
from ossbuy.exchange.replies.reply import Version
from ossbuy.exchange.replies.words import Words, folded, squeezed

DEEP = 80
"""Rows of a front sheet that are looked at."""
LEAST_OF_A_HASH = 12
"""Characters of a hash from which it can be told."""


def version_of(
    sheets: Sequence[Sheet],
    versions: Sequence[Version],
    words: Words,
    structure: Structure | None = None,
) -> str:
    """The version a workbook says it answers; empty where it does not say.

    The hash of the requirement set wins over the number beside it; defined names, which
    LibreOffice keeps and Google Sheets and Numbers lose, come after the cells of the front sheet.
    """
    said = ""
    for sheet in sheets:
        for row in sheet.rows[:DEEP]:
            for at, cell in enumerate(row):
                if (version := _by_hash(cell, versions, said)) is not None:
                    return version
                if not said and cell and folded(cell) in words.fingerprint["version"]:
                    said = next((other for other in row[at + 1 :] if other), "")
    names = {n.casefold(): v.strip('="') for n, v in (structure.defined_names if structure else ())}
    said = said or names.get("ossbuy_version", "")
    return _by_hash(names.get("ossbuy_set_hash", ""), versions, said) or said.strip()[:40]


def _by_hash(cell: str, versions: Sequence[Version], number: str) -> str | None:
    """The version with a hash: of several, which differ in dates alone, the one of that number."""
    said = cell.strip().casefold().rstrip("…")
    if len(said) < LEAST_OF_A_HASH:
        return None
    found = [
        version.version
        for version in versions
        if version.hash
        and (version.hash.casefold() in said or version.hash.casefold().startswith(said))
    ]
    if number.strip() in found:
        return number.strip()
    return found[-1] if found else None


def version_by_texts(texts: Collection[str], versions: Sequence[Version], items: Items) -> str:
    """The version whose requirements stand in a workbook, where nothing says which one it is.

    Args:
        texts: requirement texts of the workbook, squeezed.
        versions: what went out, oldest first.
        items: told when it is not the latest.
    """
    if not texts or not versions:
        return ""
    scores = [
        sum(1 if squeezed(text) in texts else -1 for _, text in version.asked.values())
        for version in versions
    ]
    best = max(range(len(versions)), key=lambda i: (scores[i], i))
    if scores[best] <= 0:
        return ""
    found = versions[best].version
    if best < len(versions) - 1:
        what = f"it does not say which version it answers; its texts are those of {found}."
        items.whole("version", what, taken_as=found)
    return found
