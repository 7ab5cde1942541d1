"""What is asked about a sheet: what a column holds, where the headers are, what words mean."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import TYPE_CHECKING, TypeVar

from ossbuy.exchange.matrices.correcting import TAKEN_AS
from ossbuy.tui.modals.choosing import Choosing
from ossbuy.tui.modals.form import Field, Form
from ossbuy.tui.numbers import count
from ossbuy.tui.text import toast
from ossbuy.tui.widgets.import_rows import ROLE_CHOICES, table_of

if TYPE_CHECKING:
    from ossbuy.exchange.matrices import SheetProposal
    from ossbuy.tui.modals.importing import ImportMatrix

K = TypeVar("K")
V = TypeVar("V")


def ask_column(desk: ImportMatrix, sheet: SheetProposal, letter: str) -> None:
    """What a column holds."""
    table = table_of(sheet)
    column = next((c for c in table.columns if c.letter == letter), None) if table else None
    if column is None:
        return

    def chosen(role: str) -> None:
        columns = with_one(desk.corrections.columns, (sheet.name, letter), role)
        desk.correct(replace(desk.corrections, columns=columns))

    title = f"What does column {letter} hold? {column.header}"
    desk.app.push_screen(Choosing(title, ROLE_CHOICES, column.role, chosen))


def ask_header(desk: ImportMatrix, sheet: SheetProposal) -> None:
    """Which row, or two rows, the column names stand in."""
    table = table_of(sheet)
    now = "" if table is None else f"{table.first}-{table.last}".removesuffix(f"-{table.first}")

    def submit(typed: Mapping[str, str]) -> str:
        first, _, last = typed.get("row", "").strip().partition("-")
        if not first.isdecimal() or (last and not last.isdecimal()):
            return "That is no row: write 3, or 3-4 for two rows."
        rows = (int(first), int(last or first))
        desk.correct(
            replace(desk.corrections, headers=with_one(desk.corrections.headers, sheet.name, rows))
        )
        return ""

    field = Field("row", "Header row", now, hint="The row of the column names: 3, or 3-4 for two")
    desk.app.push_screen(Form(f"Headers of {sheet.name}", [field], submit))


def ask_priorities(desk: ImportMatrix, sheet: SheetProposal) -> None:
    """What the words of the priority column mean."""
    readings = sheet.priorities
    if not readings:
        toast(desk.app, "No column of this sheet holds priorities.")
        return

    def word(said: str) -> None:
        def means(taken: str) -> None:
            words = with_one(desk.corrections.priorities, said, taken)
            desk.correct(replace(desk.corrections, priorities=words))

        now = next(r.taken_as for r in readings if r.said == said)
        meanings = tuple((t, t or "—", "" if t else "no priority") for t in TAKEN_AS)
        desk.app.push_screen(Choosing(f"What does {said!r} mean?", meanings, now, means))

    words = tuple(
        (r.said, r.taken_as or "—", f"{r.said} ({count(r.count, 'row')}, {r.why})")
        for r in readings
    )
    desk.app.push_screen(Choosing("Priorities: what the words mean", words, words[0][0], word))


def take_sheet(desk: ImportMatrix, sheet: SheetProposal) -> None:
    """Take a sheet, or leave it out."""
    if desk.found is None:
        return
    sheets = desk.found.proposal.sheets
    said, left = desk.corrections.sheets, desk.corrections.without
    if sheet.take:
        said = tuple(name for name in said if name != sheet.name)
        left = (*left, sheet.name)
    else:
        # In the order they stand in the file.
        said = tuple(s.name for s in sheets if s.take or s is sheet)
        left = tuple(name for name in left if name != sheet.name)
    desk.correct(replace(desk.corrections, sheets=said, without=left))


def take_repeated(desk: ImportMatrix) -> None:
    """Take rows with an id that stood there before, or leave them out."""
    if desk.found is None or not any(s.repeated for s in desk.found.proposal.sheets):
        toast(desk.app, "No id stands there twice.")
        return
    how = "once" if desk.corrections.repeated == "apart" else "apart"
    desk.correct(replace(desk.corrections, repeated=how))


def with_one(mapping: Mapping[K, V], key: K, value: V) -> Mapping[K, V]:
    """A mapping with one entry said anew."""
    return MappingProxyType({**mapping, key: value})
