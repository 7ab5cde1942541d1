"""Why now: the events that set the project off, each with its deadline and what delay costs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import ClassVar

from ossbuy.model import commands
from ossbuy.model.codes import free_code
from ossbuy.model.trauma import TRIGGER_TYPES
from ossbuy.tui.editing import Editing, fields_for, read
from ossbuy.tui.modals.entries import Entries
from ossbuy.tui.modals.form import Field, Form
from ossbuy.tui.numbers import count, money
from ossbuy.tui.speakers import codes_of, speaker
from ossbuy.tui.text import one_line, plain
from ossbuy.tui.widgets.listing import Column, Row

DAY = "Year-month-day, such as 2028-05-31"
FORM = (
    Field("type", "What kind", hint="Any word, or one of these:", choices=TRIGGER_TYPES),
    Field("statement", "What happened", hint="In a sentence, as it would be told", lines=3),
    Field("date", "On", hint=DAY),
    Field("deadline", "Deadline", hint=DAY),
    Field(
        "hard",
        "Cannot move",
        hint="yes: nobody here can move the deadline; no: it is our own wish",
        choices=("yes", "no"),
    ),
    Field(
        "cost_of_delay_month",
        "A month costs",
        hint="What each month of delay costs: a plain number in the project's currency",
    ),
    Field("escalated_by", "Escalated by", hint="A person's id:"),
    Field(
        "workaround_ended",
        "Why not as before",
        hint="What made the old workaround stop working",
        lines=2,
    ),
    Field("code", "Id", hint="Short and your own; left empty it is numbered for you"),
)


class Triggers(Entries):
    """The trigger events of the project."""

    COLUMNS = (
        Column("id", 4),
        Column("what happened", 16, flexible=True),
        Column("deadline", 11, "right"),
        Column("a month", 7, "right"),
    )
    NAMED = "Why now"
    EMPTY = "Nobody has said why now: press n and say what happened."
    HELP: ClassVar[str] = (
        "**Why now** lists what set the project off: an outage, an end of support, an audit. The "
        "deadline and what a month of delay costs make the urgency on the Trauma screen. **n** "
        "tells another event, **Enter** edits, **Del** removes."
    )

    def rows(self) -> Sequence[Row]:
        """One line per event."""
        return [
            Row(
                t.id,
                (
                    one_line(t.code, "$text-primary"),
                    one_line(f"{t.type}: {t.statement}" if t.type else t.statement),
                    plain(f"{t.deadline}{'!' if t.hard else ''}" if t.deadline else "none said"),
                    plain(
                        "—"
                        if t.cost_of_delay_month is None
                        else money(self.project, t.cost_of_delay_month)
                    ),
                ),
            )
            for t in self.project.triggers.values()
        ]

    def total(self) -> str:
        """How many, and what the mark means."""
        triggers = self.project.triggers.values()
        hard = " · ! this deadline cannot move" if any(t.hard for t in triggers) else ""
        return f"{count(len(triggers), 'event')}{hard}" if triggers else ""

    def edit(self, ident: str) -> None:
        """Every field of an event."""
        trigger = self.project.triggers.get(ident)
        if trigger is not None:
            submit = Editing(self.ossbuy, "trigger", ident)
            self.app.push_screen(Form(f"{trigger.code} why now", self._fields(trigger), submit))

    def action_tell(self) -> None:
        """Another event."""
        self.app.push_screen(Form("Why now, and not last year?", self._fields(None), self._told))

    def _fields(self, trigger: object) -> list[Field]:
        layout = tuple(speaker(self.project, f) if f.name == "escalated_by" else f for f in FORM)
        people = {"escalated_by": codes_of(self.project)}
        return fields_for(self.project, trigger, layout, people)

    def _told(self, typed: Mapping[str, str]) -> str:
        if not typed.get("statement", "").strip():
            return "Nothing is said of what happened: enter a sentence."
        said = {name: text for name, text in typed.items() if text.strip()}
        return self.ossbuy.attempt(
            lambda p: commands.add(p, "trigger", {"code": free_code(p, "trigger")} | read(p, said))
        )

    def action_remove(self) -> None:
        """Remove the event, after a yes."""
        ident = self.current
        if trigger := self.project.triggers.get(ident):
            self.ossbuy.ask(
                f"Remove {trigger.code} from the reasons why now? It stays in the history, and "
                "undo brings it back.",
                "Remove",
                lambda: self.ossbuy.do(lambda p: commands.remove(p, "trigger", ident)),
            )
