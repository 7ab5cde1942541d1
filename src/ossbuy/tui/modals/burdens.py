"""What this procurement asks of the people who run the network, line by line."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import ClassVar

from ossbuy.model.burden import count_burden, drop_burden, listed, person_days
from ossbuy.model.costing import plain_number
from ossbuy.tui.editing import fields_for
from ossbuy.tui.modals.entries import Entries
from ossbuy.tui.modals.form import Field, Form
from ossbuy.tui.text import one_line, plain
from ossbuy.tui.widgets.listing import Column, Row

FORM = (
    Field("what", "What is asked", hint="Workshops, demos, test data, scoring"),
    Field("role", "Of whom", hint="A role, not a name: planners, field leads, the order desk"),
    Field("people", "How many people", hint="A number"),
    Field("days", "Days each", hint="A number; half a day is 0.5"),
)


class Burdens(Entries):
    """Lines of person-days."""

    COLUMNS = (
        Column("what is asked", 16, flexible=True),
        Column("of whom", 18, least=60),
        Column("people", 7, "right"),
        Column("days each", 9, "right"),
        Column("person-days", 11, "right"),
    )
    NAMED = "What this procurement asks of operations"
    EMPTY = "Nothing is counted yet: press n for the first line."
    HELP: ClassVar[str] = (
        "**What this procurement asks**: workshops, demos, test data and scoring take people away "
        "from running the network. Each line is people × days each; the sum in person-days stands "
        "on the Trauma screen. **n** counts another line, **Enter** edits, **Del** removes."
    )

    def rows(self) -> Sequence[Row]:
        """One line per thing asked."""
        return [
            Row(
                ident,
                (
                    one_line(burden.what),
                    one_line(burden.role, "$text-muted"),
                    plain(plain_number(burden.people)),
                    plain(plain_number(burden.days)),
                    plain(plain_number(burden.person_days), "bold"),
                ),
            )
            for ident, burden in listed(self.project)
        ]

    def total(self) -> str:
        """The sum."""
        if not self.project.burdens:
            return ""
        return f"together {plain_number(person_days(self.project))} person-days"

    def edit(self, ident: str) -> None:
        """Count a line anew."""
        if burden := self.project.burdens.get(ident):
            self._ask(burden.what, burden, ident)

    def action_tell(self) -> None:
        """Count another line."""
        self._ask("What is asked, of whom?", None, "")

    def _ask(self, title: str, burden: object, ident: str) -> None:
        def submit(typed: Mapping[str, str]) -> str:
            said = {name: text.strip() or None for name, text in typed.items()}
            return self.ossbuy.attempt(lambda p: count_burden(p, said, ident))

        self.app.push_screen(Form(title, fields_for(self.project, burden, FORM, {}), submit))

    def action_remove(self) -> None:
        """Remove the line, after a yes."""
        ident = self.current
        if burden := self.project.burdens.get(ident):
            self.ossbuy.ask(
                f"Remove {burden.what} from what is counted? It stays in the history, and undo "
                "brings it back.",
                "Remove",
                lambda: self.ossbuy.do(lambda p: drop_burden(p, ident)),
            )
