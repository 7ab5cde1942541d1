"""What a changed version of a matrix says: import --revise, in words and as data."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ossbuy.output import emit, say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ossbuy.procedure.matrices.importing import Source
    from ossbuy.procedure.matrices.revising import Change, Revision

MARKS = {"same": "{}", "out": "[-{}-]", "in": "{{+{}+}}"}
"""How words that went and came are marked, as wdiff does."""
SHOWN = 70


def print_revision(found: Revision, source: Source, recorded: bool) -> None:
    """Every change, a line for each thing that happens to a requirement."""
    counts = found.counts()
    said = ", ".join(f"{count} {kind}" for kind, count in counts.items() if count)
    emit(f"{source.path.name}: {said or 'nothing in it is a requirement'}.")
    for change in found.changes:
        for label, text in _lines(change):
            emit(f"  {label.ljust(10)}  {text}")
    for skipped in found.skipped:
        emit(f"  skipped     {skipped.where}: {skipped.why}")
    for clash in found.clashes:
        emit(f"  clash       {clash}")
    if found.clashes:
        say("Nothing is recorded until the ids differ.")
    elif recorded:
        say("One act: 'ossbuy undo' takes all of it back.")


def _lines(change: Change) -> list[tuple[str, str]]:
    text = " ".join(change.text.split())
    short = text if len(text) <= SHOWN else text[: SHOWN - 1].rstrip() + "…"
    hangs = ", ".join(change.hangs)
    if change.kind == "added":
        return [("added", f"{change.code}  {short}")]
    if change.kind == "removed":
        return [("removed", f"{change.code}  {short}" + (f" (with it: {hangs})" if hangs else ""))]
    if change.kind == "stays":
        why = f"is gone from the file and stays: {hangs}" if hangs else "is kept as you said"
        way = f"; --remove {change.code} removes it" if _removable(change) else ""
        return [("stays", f"{change.code}  {why}{way}")]
    lines = []
    if change.renumbered:
        lines.append(("renumbered", f"{change.was} → {change.code}  {short}"))
    if change.moved:
        lines.append(("moved", f"{change.code}  from {change.moved[0]} to {change.moved[1]}"))
    if change.reworded:
        note = f"  ({hangs})" if hangs else ""
        unlike = " has another text altogether:" if change.how == "id alone" else " "
        lines.append(("reworded", f"{change.code}{unlike} {marked(change.words)}{note}"))
    for name, before, after in change.fields:
        shown = f"{name.replace('_', ' ')} {before or 'nothing'} → {after or 'nothing'}"
        lines.append(("changed", f"{change.code}  {' '.join(shown.split())[:200]}"))
    return lines


def _removable(change: Change) -> bool:
    return bool(change.hangs) and not any(h.startswith("answered by") for h in change.hangs)


def marked(words: Sequence[tuple[str, str]]) -> str:
    """``The system shall [-show-] {+display+} orders.``; long equal parts are cut."""
    parts = []
    for number, (what, text) in enumerate(words):
        if what == "same" and len(text) > SHOWN:
            head = "" if number == 0 else f"{text[:25].rsplit(' ', 1)[0]} "
            tail = "" if number == len(words) - 1 else f" {text[-25:].split(' ', 1)[-1]}"
            text = f"{head}…{tail}"
        parts.append(MARKS[what].format(text))
    return " ".join(parts)


def as_data(found: Revision, source: Source, recorded: bool) -> dict[str, Any]:
    """The data of ``--json``."""
    return {
        "recorded": recorded,
        "file": source.path.name,
        "sha256": source.sha256,
        "counts": found.counts(),
        "sections_made": list(found.made),
        "changes": [
            {
                "kind": change.kind,
                "id": change.code,
                "was": change.was,
                "where": change.where,
                "text": change.text,
                "words": [list(word) for word in change.words],
                "moved": list(change.moved) if change.moved else None,
                "fields": {name: [before, after] for name, before, after in change.fields},
                "matched_by": change.how,
                "hangs": list(change.hangs),
            }
            for change in found.changes
        ],
        "clashes": list(found.clashes),
        "skipped": [{"where": s.where, "why": s.why, "kind": s.kind} for s in found.skipped],
        "sheets": [
            {"name": sheet.name, "take": sheet.take, "why": sheet.why}
            for sheet in found.proposal.sheets
        ],
    }
