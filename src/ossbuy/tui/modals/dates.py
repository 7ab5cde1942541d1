"""The calendar of a request: what is due when, added, changed and removed here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import ClassVar

from ossbuy.model.request import DEADLINES
from ossbuy.procedure.request.calendar import calendar, next_code, remove_deadline, set_deadline
from ossbuy.tui.modals.entries import Entries
from ossbuy.tui.modals.form import Field, Form
from ossbuy.tui.text import one_line, plain
from ossbuy.tui.widgets.listing import Column, Row


class Dates(Entries):
    """Deadlines in order of time."""

    COLUMNS = (
        Column("id", 5),
        Column("when, UTC", 16),
        Column("left", 13),
        Column("what", 16, flexible=True),
        Column("note", 20, least=80),
    )
    NAMED = "Calendar"
    EMPTY = "No date is set yet: press n."
    HELP: ClassVar[str] = (
        "**Calendar**: what is due when; the dates stand on the first sheet of every pack. A "
        "moment is UTC unless it says otherwise, such as 2027-01-15 12:00+01:00; a day alone ends "
        "at 23:59. **n** sets another, **Enter** changes one, **Del** removes it."
    )

    def rows(self) -> Sequence[Row]:
        """One line per date."""
        return [
            Row(
                one.deadline.id,
                (
                    one_line(one.deadline.code, "$text-primary"),
                    plain(one.deadline.at[:16].replace("T", " ") or "—"),
                    plain(one.left),
                    one_line(one.name),
                    one_line(one.deadline.note, "$text-muted"),
                ),
            )
            for one in calendar(self.project, self.ossbuy.moment())
        ]

    def edit(self, ident: str) -> None:
        """Every field of a date."""
        date = self.project.deadlines.get(ident)
        if date is None:
            return
        at = date.at[:16].replace("T", " ")
        fields = _fields(date.what, at, date.name, date.note)
        code = date.code

        def submit(typed: Mapping[str, str]) -> str:
            return self.ossbuy.attempt(
                lambda p: set_deadline(
                    p,
                    code,
                    typed.get("what", ""),
                    typed.get("at", ""),
                    typed.get("name"),
                    typed.get("note"),
                )
            )

        self.app.push_screen(Form(f"Date {code}", fields, submit))

    def action_tell(self) -> None:
        """Another date."""

        def submit(typed: Mapping[str, str]) -> str:
            # A field left as it was offered is not among what was typed.
            what = typed.get("what", "answers").strip()
            return self.ossbuy.attempt(
                lambda p: set_deadline(
                    p, next_code(p), what, typed.get("at", ""), typed.get("name"), typed.get("note")
                )
            )

        self.app.push_screen(Form("What is due?", _fields("answers", "", "", ""), submit))

    def action_remove(self) -> None:
        """Remove the date under the cursor, after a yes."""
        ident = self.current
        if date := self.project.deadlines.get(ident):
            self.ossbuy.ask(
                f"Remove the date {date.code}? Undo brings it back.",
                "Remove",
                lambda: self.ossbuy.do(lambda p: remove_deadline(p, ident)),
            )


def _fields(what: str, at: str, name: str, note: str) -> list[Field]:
    return [
        Field("what", "What", what, "What it is for:", DEADLINES),
        Field("at", "When", at, "UTC: 2027-01-15 12:00, or with an offset, 2027-01-15 12:00+01:00"),
        Field("name", "Called", name, "What it is called on paper; else by what it is for"),
        Field("note", "Note", note, "What to know about it; goes out with the request"),
    ]
