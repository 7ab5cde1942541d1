"""Provenance: what this workbook was made from, by whom, and how to check it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ossbuy.exchange.report.places import PROVENANCE, Places
from ossbuy.exchange.report.sheet import Book, Sheet, ref
from ossbuy.exchange.report.style import COUNT, SCORE
from ossbuy.model.events import Event


@dataclass(frozen=True, slots=True)
class Provenance:
    """Where a workbook comes from."""

    head: str
    """Hash of the journal's last event."""
    version: str
    """Of ossbuy."""
    written_at: str
    """UTC, ISO 8601 with a Z."""
    written_by: str = ""


_TOLD = {
    "project.begun": "Project begun",
    "project.built": "Project built from files",
    "model.adopted": "Evaluation model adopted",
    "weights.locked": "Weights locked",
    "weights.amended": "Weights amended after the lock",
    "scenario.adopted": "What-if adopted",
    "file.received": "File received",
    "answers.unsealed": "Answers opened",
    "prices.unsealed": "Prices opened",
    "proposals.accepted": "Proposed scores accepted",
    "score.agreed": "Scores agreed",
    "gate.judged": "Gates judged",
    "quality.locked": "Quality scores locked",
    "vendor.eliminated": "Vendor eliminated",
    "vendor.readmitted": "Vendor readmitted",
    "decision.made": "Decision",
    "fact.redacted": "Text redacted",
}


def write(book: Book, places: Places, made: Provenance, events: Sequence[Event]) -> None:
    """Write the sheet."""
    project, model = places.project, places.ev.matrix.model
    sheet = book.sheet(
        PROVENANCE,
        "Provenance",
        "Check with: ossbuy verify PROJECT --head HASH. A cut or altered journal does not reach "
        "this hash.",
        (30, 26, 24, 66, 14),
    )
    row = _facts(
        sheet,
        (
            ("Project", project.description.name),
            ("Journal head", made.head),
            ("Written", f"{_time(made.written_at)} by {_who(places, made.written_by)}"),
            ("ossbuy", made.version),
            ("Evaluation model", f"{model.name} {model.version}, {model.hash}"),
            ("Simulation seed", f"{model.number('noise.seed'):.0f}"),
            ("Simulated judgements", f"{model.number('noise.samples'):,.0f}"),
            ("Weight lock", _lock(places)),
        ),
    )
    row = _written(sheet, places, row + 1)
    row = _acts(sheet, places, events, row + 1)
    last = _files(sheet, places, row + 1)
    sheet.finish((0, 1), 1, (last, 4))


def written_totals(places: Places) -> str:
    """The cells with the totals as they stood when the workbook was written."""
    first = 14
    last = first + max(0, len(places.vendors) - 1)
    return f"'{PROVENANCE}'!{ref(first, 1)}:{ref(last, 1)}"


def _facts(sheet: Sheet, rows: Sequence[tuple[str, str]]) -> int:
    for i, (label, text) in enumerate(rows):
        sheet.text(3 + i, 0, label, "strong")
        sheet.wide(3 + i, 1, 4, text, "text")
    return 3 + len(rows)


def _lock(places: Places) -> str:
    locked = places.project.locked
    if locked is None:
        return "the weights are not locked"
    amended = (
        f"; amended {_time(locked.amended_at)} by {_who(places, locked.amended_by)}"
        if locked.amended_at
        else ""
    )
    return f"{_time(locked.at)} by {_who(places, locked.by)}{amended}, {locked.hash}"


def _written(sheet: Sheet, places: Places, row: int) -> int:
    """Totals as written, so that the sheets can say when an input has moved them since."""
    sheet.texts(row, 0, ("Totals as written", "", "", "", ""), "heading")
    sheet.texts(row + 1, 0, ("Vendor", "Total"), "head left")
    for v, vendor in enumerate(places.vendors):
        standing = places.ev.standing_of(vendor)
        sheet.text(row + 2 + v, 0, standing.label, "strong")
        sheet.number(row + 2 + v, 1, standing.total, SCORE)
    return row + 2 + max(1, len(places.vendors))


def _acts(sheet: Sheet, places: Places, events: Sequence[Event], row: int) -> int:
    sheet.texts(row, 0, ("Who did what", "", "", "", ""), "heading")
    sheet.texts(row + 1, 0, ("Act", "By", "When (UTC)", "Reason", "Entry"), "head left")
    told = [event for event in events if event.kind in _TOLD]
    for i, event in enumerate(told):
        at = row + 2 + i
        sheet.text(at, 0, _TOLD[event.kind], "strong")
        actor = _who(places, event.actor)
        if event.on_behalf_of and event.on_behalf_of != event.actor:
            actor = f"{_who(places, event.on_behalf_of)} (entered by {actor})"
        sheet.texts(at, 1, (actor, _time(event.at), event.reason))
        sheet.number(at, 4, event.seq, COUNT)
    return row + 2 + max(1, len(told))


def _files(sheet: Sheet, places: Places, row: int) -> int:
    project = places.project
    sheet.texts(row, 0, ("Files received", "", "", "", ""), "heading")
    sheet.texts(row + 1, 0, ("File", "From", "Received (UTC)", "SHA-256", "Bytes"), "head left")
    files = sorted(project.files.values(), key=lambda f: (f.vendor, f.contents, f.received_at))
    for i, file in enumerate(files):
        at = row + 2 + i
        vendor = project.vendors.get(file.vendor)
        opened = project.unsealed.get(file.id)
        received = _time(file.received_at)
        received += f"\nopened by {_who(places, opened.by)}" if opened else "\nsealed"
        sheet.text(at, 0, f"{file.filename} ({file.contents})", "strong")
        sheet.texts(at, 1, (vendor.label if vendor else file.vendor, received, file.sha256))
        sheet.number(at, 4, file.size, COUNT)
    if not files:
        sheet.text(row + 2, 0, "No file has been received.", "sentence")
    return row + 1 + max(1, len(files))


def _who(places: Places, actor: str) -> str:
    person = places.project.people.get(actor)
    return person.label if person else actor or "nobody named"


def _time(stamp: str) -> str:
    """A time as people write it: 2026-11-23T12:21:54.480Z → 2026-11-23 12:21."""
    return stamp[:16].replace("T", " ")
