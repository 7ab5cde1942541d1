"""A vendor's reference customers: whom to ask, what runs there, and when somebody saw it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import ClassVar

from ossbuy.model.judging import refer
from ossbuy.tui.editing import fields_for
from ossbuy.tui.modals.entries import Entries
from ossbuy.tui.modals.form import Field, Form
from ossbuy.tui.numbers import count
from ossbuy.tui.text import one_line, plain
from ossbuy.tui.widgets.listing import Column, Row

FORM = (
    Field("customer", "Customer", hint="Who runs the system"),
    Field("seen", "Seen on", hint="When somebody saw it there: year-month-day"),
    Field("release", "Release", hint="The release that runs there"),
    Field("note", "Note", hint="Whom to call, what was seen", lines=3),
)


class References(Entries):
    """The reference customers one vendor names."""

    COLUMNS = (
        Column("no.", 3, "right"),
        Column("customer", 14, flexible=True),
        Column("release", 10),
        Column("seen on", 10, "right"),
    )
    EMPTY = "No reference customer is named yet: press n and name one."
    HELP: ClassVar[str] = (
        "**References** are customers a vendor names, with the release that runs there and the day "
        "somebody saw it. An old one, or one on another release, becomes a finding. **n** names "
        "another, **Enter** edits, **Del** takes one off the list."
    )

    def __init__(self, vendor: str) -> None:
        super().__init__()
        self.vendor = vendor

    def named(self) -> str:
        """Whose they are."""
        return f"References of {self.project.label(self.vendor)}"

    def _numbers(self) -> list[str]:
        mine = [number for vendor, number in self.project.references if vendor == self.vendor]
        return sorted(mine, key=int)

    def rows(self) -> Sequence[Row]:
        """One line per customer."""
        found = ((n, self.project.references[self.vendor, n]) for n in self._numbers())
        return [
            Row(
                number,
                (
                    plain(number, "$text-primary"),
                    one_line(reference.customer),
                    one_line(reference.release or "—"),
                    plain(str(reference.seen) if reference.seen else "—"),
                ),
            )
            for number, reference in found
        ]

    def total(self) -> str:
        """How many, and how many somebody saw."""
        numbers = self._numbers()
        seen = sum(self.project.references[self.vendor, n].seen is not None for n in numbers)
        return f"{count(len(numbers), 'customer')}, {seen} seen" if numbers else ""

    def edit(self, ident: str) -> None:
        """Every field of a reference."""
        reference = self.project.references.get((self.vendor, ident))
        fields = fields_for(self.project, reference, FORM, {})
        self.app.push_screen(
            Form(f"Reference {ident}", fields, lambda typed: self._refer(ident, typed))
        )

    def action_tell(self) -> None:
        """Another reference."""
        number = str(max((int(n) for n in self._numbers()), default=0) + 1)
        fields = fields_for(self.project, None, FORM, {})
        self.app.push_screen(Form("Who runs it?", fields, lambda typed: self._refer(number, typed)))

    def _refer(self, number: str, typed: Mapping[str, str]) -> str:
        said = {name: text.strip() or None for name, text in typed.items()}
        return self.ossbuy.attempt(lambda p: refer(p, self.vendor, number, said))

    def action_remove(self) -> None:
        """Take the reference off the list; undo brings it back."""
        number = self.current
        if (self.vendor, number) in self.project.references:
            self.ossbuy.do(lambda p: refer(p, self.vendor, number, {"customer": None}))
