"""The yearly cost of a pain, worked out line by line; recorded as one act."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from typing import ClassVar

from pydantic import ValidationError
from textual.binding import Binding, BindingType
from textual.widgets import Static

from ossbuy.exchange.amounts import read_amount
from ossbuy.exchange.errors import BadFile
from ossbuy.model.costing import (
    drop_lines,
    out_of_date,
    plain_number,
    price,
    quantities,
    work_out,
)
from ossbuy.model.words import sentence
from ossbuy.model.worth import COST_KINDS, Costing, CostLine
from ossbuy.tui.modals.confirm import Confirm
from ossbuy.tui.modals.entries import Entries
from ossbuy.tui.modals.form import Field, Form
from ossbuy.tui.numbers import money
from ossbuy.tui.text import one_line, plain, toast
from ossbuy.tui.widgets.listing import Column, Row

MEANING = {
    "hours": "hours: how many each time × what an hour costs × how often a year",
    "credits": "credits: customers compensated × what each got × how often a year",
    "churn": "churn: customers lost a year × the margin of a year with each",
    "capex": "capex: things bought that were not needed, a year × what each costs",
    "fines": "fines: how many a year × what each costs",
    "other": "other: how many × what each costs × how often a year",
}
FORM = (
    Field(
        "kind",
        "Kind",
        hint="One of these:",
        choices=COST_KINDS,
        explain=lambda typed: MEANING.get(typed.casefold(), ""),
    ),
    Field("what", "What is counted", hint="A few words, such as: keying ports in again"),
    Field("quantity_low", "How many, low", hint="Each time; empty where there is no range"),
    Field("quantity", "How many, likely", hint="Each time: hours, customers, cards"),
    Field("quantity_high", "How many, high", hint="Each time; empty where there is no range"),
    Field("unit", "Unit", hint="h, customers, cards"),
    Field("rate", "What one costs", hint="Money for one unit, in the project's currency"),
    Field("times", "Times a year", hint="How often; empty is once"),
)
NUMBERS = ("quantity_low", "quantity", "quantity_high", "rate", "times")


class CostLines(Entries):
    """Lines of one pain's cost; nothing is recorded before Ctrl+S."""

    COLUMNS = (
        Column("kind", 7),
        Column("what", 12, flexible=True),
        Column("how many", 16, "right"),
        Column("each", 8, "right"),
        Column("times", 6, "right", least=80),
        Column("a year", 8, "right"),
    )
    EMPTY = "Nothing is counted yet: press n for the first line."
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "record", "record", priority=True),
        Binding("escape,q", "leave", "leave"),
    ]
    HELP: ClassVar[str] = (
        "**Cost** is worked out line by line: how many × what one costs × how often a year, once "
        "or as low, likely and high. **n** adds a line, **Enter** edits, **Del** removes, "
        "**Ctrl+S** records the lines and puts low, likely and high with the words into the pain, "
        "in one act. A cost typed by hand later keeps the lines and marks them out of date."
    )

    def __init__(self, pain: str) -> None:
        super().__init__()
        self._pain = pain
        self._lines: list[CostLine] = []
        self._seen: Costing | None = None

    def on_mount(self) -> None:
        """Begin with the lines as they were worked out; Textual then mounts the list itself."""
        self._seen = self.project.costings.get(self._pain)
        self._lines = list(self._seen.lines) if self._seen else []

    def named(self) -> str:
        """Which pain's cost."""
        pain = self.project.pains.get(self._pain)
        return f"Cost of {pain.code} {pain.name}" if pain else "Cost"

    def keys(self) -> str:
        """What the lower border says."""
        return "Enter edits · n new · Del removes · ^s records all · Esc leaves"

    def rows(self) -> Sequence[Row]:
        """One row per line, by its place."""
        return [
            Row(
                str(place),
                (
                    plain(line.kind, "$text-muted"),
                    one_line(line.what),
                    one_line(f"{quantities(line)} {line.unit}"),
                    plain(price(line.rate)),
                    plain(plain_number(line.times)),
                    plain(money(self.project, line.amount()), "bold"),
                ),
            )
            for place, line in enumerate(self._lines)
        ]

    def total(self) -> str:
        """What the lines come to, and what the pain says now."""
        pain = self.project.pains.get(self._pain)
        if pain is None or not self._lines:
            return ""
        costing = Costing(lines=tuple(self._lines))
        ends = [money(self.project, costing.total(end)) for end in ("low", "", "high")]
        said = " — ".join(ends if len(set(ends)) > 1 else ends[:1])
        now = "nothing" if pain.cost_likely is None else money(self.project, pain.cost_likely)
        typed = ", typed by hand since" if out_of_date(self.project, self._pain) else ""
        return f"together {said} a year · the pain says {now} now{typed}"

    def edit(self, ident: str) -> None:
        """Change a line."""
        place = int(ident)
        line = self._lines[place]
        now = {name: _shown(getattr(line, name)) for name in (f.name for f in FORM)}
        now["times"] = "" if line.times == 1 else now["times"]
        self._ask(f"{line.kind}: {line.what}", now, lambda found: self._put(place, found))

    def action_tell(self) -> None:
        """Another line."""
        self._ask("What does it cost?", {}, self._lines.append)

    def _put(self, place: int, line: CostLine) -> None:
        self._lines[place] = line

    def _ask(self, title: str, now: Mapping[str, str], keep: Callable[[CostLine], None]) -> None:
        fields = [
            Field(f.name, f.label, now.get(f.name, ""), f.hint, f.choices, explain=f.explain)
            for f in FORM
        ]

        def submit(typed: Mapping[str, str]) -> str:
            try:
                line = _read(dict(now) | dict(typed))
            except BadFile as no:
                return str(no)
            keep(line)
            self.show()
            return ""

        self.app.push_screen(Form(title, fields, submit))

    def action_remove(self) -> None:
        """Take the line out; nothing is recorded yet, so nobody is asked."""
        if self.current:
            del self._lines[int(self.current)]
            self.show()

    @property
    def _changed(self) -> bool:
        return tuple(self._lines) != (self._seen.lines if self._seen else ())

    def action_record(self) -> None:
        """Record the lines and what comes out of them, in one act."""
        now = self.project.costings.get(self._pain)
        if now != self._seen:
            self._seen = now
            self._refuse("Somebody worked this cost out meanwhile: ^s again to put yours there.")
            return
        if not self._lines and now is not None:
            no = self.ossbuy.attempt(lambda p: drop_lines(p, self._pain))
        else:
            no = self.ossbuy.attempt(lambda p: work_out(p, self._pain, self._lines))
        if no:
            self._refuse(no)
        else:
            toast(self.app, "The cost is worked out and recorded.")
            self.dismiss()

    def _refuse(self, sentence: str) -> None:
        self.query_one(".total", Static).update(plain(f"✖ {sentence}", "$text-error"))

    def action_leave(self) -> None:
        """Record nothing; lines that were typed are thrown away only after a yes."""

        def answered(sure: bool | None) -> None:
            if sure:
                self.dismiss()

        if self._changed:
            self.app.push_screen(
                Confirm("Throw away the lines typed here?", "throw away"), answered
            )
        else:
            self.dismiss()


def _shown(value: object) -> str:
    if value is None:
        return ""
    return plain_number(value) if isinstance(value, Decimal) else str(value)


def _read(typed: Mapping[str, str]) -> CostLine:
    """A line from what was typed; BadFile says in a sentence what is wrong."""
    labels = {field.name: field.label for field in FORM}
    fields: dict[str, object] = {}
    for name, text in typed.items():
        said = text.strip()
        if said and name in NUMBERS:
            fields[name] = read_amount(said, labels[name])
        elif said:
            fields[name] = said.casefold() if name == "kind" else said
    for name, way_out in (
        ("what", "say what is counted"),
        ("quantity", "say how many"),
        ("rate", "say what one costs"),
    ):
        if name not in fields:
            raise BadFile(labels[name], f"it is empty; {way_out}.")
    try:
        return CostLine.model_validate(fields)
    except ValidationError as error:
        raise BadFile("This line", sentence(error, "").removeprefix(": ")) from None
