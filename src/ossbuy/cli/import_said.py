"""What an import says: in words, row by row, and as data."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from ossbuy.output import emit, say

if TYPE_CHECKING:
    from ossbuy.exchange.matrices import Proposal, SheetProposal
    from ossbuy.procedure.matrices.importing import Import, Skipped, Source

ONE_BY_ONE = 12
"""Rows left out that are named one by one; more are counted by reason."""
SHOWN_ROWS = 12


def print_import(found: Import, source: Source, dry_run: bool) -> None:
    """What was taken, what was not and why, a line each."""
    verb = "would be taken" if dry_run else "taken"
    for note in found.proposal.notes:
        emit(f"{source.path.name}: {note}")
    for sheet in found.proposal.sheets:
        if not sheet.take:
            emit(f"{_place(source, sheet)}: not taken. {sheet.why}")
    for sheet in found.proposal.taken:
        taken = sum(row.sheet == sheet.name for row in found.taken)
        out = [row for row in found.skipped if row.sheet == sheet.name]
        emit(f"{_place(source, sheet)}: {_many(taken, 'requirement')} {verb}, {len(out)} skipped.")
        _print_reading(sheet)
        _print_skipped(out)
        for row in (row for row in found.remarks if row.sheet == sheet.name):
            emit(f"  look at  {row.where}: {row.why}")
        for repeated in sheet.repeated:
            emit(f"  ask  {repeated.sentence}")
        for hint in sheet.hints:
            emit(f"  note  {hint}")
    if found.made:
        shown = ", ".join(found.made[:12])
        more = f" and {len(found.made) - 12} more" if len(found.made) > 12 else ""
        emit(f"{_many(len(found.made), 'section')} made: {shown}{more}.")
    if not found.proposal.taken:
        say("Nothing in it is taken: name a sheet by --sheet, or its header row by --header.")


def _many(count: int, what: str) -> str:
    return f"{count} {what}{'' if count == 1 else 's'}"


def print_rows(proposal: Proposal) -> None:
    """What becomes of every row, sheet by sheet."""
    for sheet in proposal.sheets:
        for line in sheet.lines:
            code = line.asked.code if line.asked else ""
            said = " ".join(filter(None, [code, line.text]))
            emit(f"{sheet.name}!{line.row}  {line.becomes}  {said}")


def _print_reading(sheet: SheetProposal) -> None:
    emit(f"  read as  {sheet.why}")
    for split in sheet.splits:
        shown = "; ".join(f"{a} | {b[:30]}" for a, b in split.examples[:2])
        emit(f"  ids  are cut off the {split.into}s in {split.matched} of {split.total}: {shown}")
    changed = [r for r in sheet.priorities if r.said.casefold() != r.taken_as]
    for reading in changed[:SHOWN_ROWS]:
        taken = reading.taken_as or "no priority"
        said = " ".join(reading.said.split())[:40]
        emit(f"  priority  {said!r} → {taken} ({reading.count}, {reading.why})")
    if len(changed) > SHOWN_ROWS:
        emit(f"  priority  and {len(changed) - SHOWN_ROWS} more: --json lists them")
    unread = [
        f"{c.letter} ({c.header})"
        for c in (sheet.tables[0].columns if sheet.tables else ())
        if not c.role and c.header and c.filled
    ]
    if unread:
        emit(f"  not read  column{'s' if len(unread) > 1 else ''} {', '.join(unread)}")
    answered = answers(sheet)
    if answered["answered"] or answered["placeholders"]:
        counts = ((answered["answered"], "answer"), (answered["placeholders"], "placeholder"))
        said = " and ".join(_many(count, what) for count, what in counts if count)
        emit(f"  not taken  {said}: nobody says whose they are")


def _print_skipped(out: list[Skipped]) -> None:
    if len(out) <= ONE_BY_ONE:
        for row in out:
            emit(f"  skipped  {row.where}: {row.why}")
        return
    for kind, count in Counter(row.kind for row in out).most_common():
        rows = [str(row.row) for row in out if row.kind == kind]
        shown = ", ".join(rows[:SHOWN_ROWS]) + (", …" if len(rows) > SHOWN_ROWS else "")
        emit(f"  skipped  {count} × {kind}: rows {shown}")


def _place(source: Source, sheet: SheetProposal) -> str:
    found = source.book.sheet(sheet.name)
    return found.place if found else source.path.name


def as_data(found: Import, source: Source, recorded: bool) -> dict[str, Any]:
    """The data of ``--json``."""
    return {
        "recorded": recorded,
        "file": source.path.name,
        "sha256": source.sha256,
        "kind": source.book.kind,
        "notes": list(found.proposal.notes),
        "taken": [row.code for row in found.taken],
        "sections_made": list(found.made),
        "skipped": [{"where": s.where, "why": s.why, "kind": s.kind} for s in found.skipped],
        "remarks": [{"where": s.where, "what": s.why} for s in found.remarks],
        "sheets": [_sheet_data(sheet, found, source) for sheet in found.proposal.sheets],
    }


def _sheet_data(sheet: SheetProposal, found: Import, source: Source) -> dict[str, Any]:
    layout = source.layouts.get(sheet.name)
    before = Counter({r.said: r.count for r in sheet.priorities})
    after: Counter[str] = Counter()
    for reading in sheet.priorities:
        after[reading.taken_as or "none"] += reading.count
    return {
        "name": sheet.name,
        "state": sheet.state,
        "take": sheet.take,
        "why": sheet.why,
        "tables": [
            {
                "header": [table.first, table.last],
                "title": table.title,
                "columns": [
                    {"column": c.letter, "header": c.header, "holds": c.role, "why": c.why}
                    for c in table.columns
                    if c.header or c.role
                ],
            }
            for table in sheet.tables
        ],
        "rows_taken": sum(row.sheet == sheet.name for row in found.taken),
        "rows": sheet.counts(),
        "rows_skipped": dict(Counter(s.kind for s in found.skipped if s.sheet == sheet.name)),
        "ids": [line.asked.code for line in sheet.asked if line.asked],
        "duplicates": [
            {"id": r.code, "rows": list(r.rows), "same_text": r.same_text, "ask": r.sentence}
            for r in sheet.repeated
        ],
        "priorities": {
            "before": dict(before),
            "after": dict(after),
            "readings": [
                {"said": r.said, "taken_as": r.taken_as, "rows": r.count, "why": r.why}
                for r in sheet.priorities
            ],
        },
        "ids_cut_off": [
            {"pattern": s.pattern, "matched": s.matched, "of": s.total} for s in sheet.splits
        ],
        "answers": answers(sheet),
        "hidden": {
            "sheet": sheet.state != "visible",
            "rows": sorted(layout.hidden_rows) if layout else None,
            "columns": sorted(layout.hidden_columns) if layout else None,
            "comments": layout.comments if layout else None,
            "protected": layout.protected if layout else None,
        },
        "formulas_without_value": (
            [_cell(source, sheet.name, *place) for place in sorted(layout.uncached)]
            if layout
            else None
        ),
        "hints": list(sheet.hints),
    }


def _cell(source: Source, sheet: str, row: int, column: int) -> str:
    found = source.book.sheet(sheet)
    return found.where(row, column).rpartition("cell ")[2] if found else f"{row}:{column}"


def answers(sheet: SheetProposal) -> dict[str, Any]:
    """Answers that stand beside the requirements: how many, and what is wrong with them."""
    every = [(line, answer) for line in sheet.asked if line.asked for answer in line.asked.answers]
    return {
        "answered": sum(bool(a.taken_as) for _, a in every),
        "blank": sum(not a.said for _, a in every),
        "placeholders": sum(bool(a.said) and not a.taken_as and not a.problem for _, a in every),
        "problems": [
            {"row": line.row, "column": a.header, "said": a.said, "what": a.problem}
            for line, a in every
            if a.problem
        ],
    }
