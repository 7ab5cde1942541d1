"""Who is invited: each vendor with its own plan, its people after go-live and its references."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import ClassVar

from textual.binding import Binding, BindingType

from ossbuy.model import commands
from ossbuy.model.bid import Vendor
from ossbuy.tui.editing import Editing, fields_for, read
from ossbuy.tui.modals.entries import Entries
from ossbuy.tui.modals.form import Field, Form
from ossbuy.tui.modals.references import References
from ossbuy.tui.numbers import count
from ossbuy.tui.text import one_line, plain
from ossbuy.tui.widgets.listing import Column, Row

FORM = (
    Field("code", "Id", hint="One short word, such as acme; its files are told by it"),
    Field("name", "Name", hint="As it signs"),
    Field("profile", "Profile", hint="Who they are, in your words; never in the vendor's copy"),
    Field(
        "go_live",
        "Goes live",
        hint="By its own plan: year-month-day, such as 2028-05-31",
        part="Its own plan",
    ),
    Field(
        "staff_after_go_live",
        "People who stay",
        hint="Full-time people with the users for the first quarter after go-live",
    ),
    Field("release", "Release", hint="The release it offers"),
)


class Vendors(Entries):
    """The vendors invited."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("r", "refer", "references")]
    COLUMNS = (
        Column("id", 10),
        Column("vendor", 16, flexible=True),
        Column("goes live", 10, "right"),
        Column("stay", 5, "right"),
        Column("references", 10, "right"),
    )
    NAMED = "Vendors"
    EMPTY = "Nobody is invited yet: press n and name a vendor."
    HELP: ClassVar[str] = (
        "**Vendors** lists who is invited to answer. **n** invites another, **Enter** edits, **r** "
        "keeps its reference customers, **Del** removes one that has sent nothing. What a vendor "
        "says of itself in its workbook is taken in when its answers are opened."
    )

    def keys(self) -> str:
        """What the lower border says."""
        return "Enter edits · n new · r references · Del removes · Esc closes"

    def rows(self) -> Sequence[Row]:
        """One line per vendor."""
        project = self.project
        named = [vendor for vendor, _ in project.references]
        return [
            Row(
                v.id,
                (
                    one_line(v.code, "$text-primary"),
                    one_line(v.label if v.id not in project.eliminated else f"{v.label} (out)"),
                    plain(str(v.go_live) if v.go_live else "—"),
                    plain("—" if v.staff_after_go_live is None else f"{v.staff_after_go_live:g}"),
                    plain(str(named.count(v.id)) if v.id in named else "—"),
                ),
            )
            for v in project.vendors.values()
        ]

    def total(self) -> str:
        """How many there are."""
        return count(len(self.project.vendors), "vendor") if self.project.vendors else ""

    def edit(self, ident: str) -> None:
        """Every field of a vendor."""
        vendor = self.project.vendors.get(ident)
        if vendor is not None:
            submit = Editing(self.ossbuy, "vendor", ident)
            self.app.push_screen(Form(f"Vendor {vendor.code}", self._fields(vendor), submit))

    def action_tell(self) -> None:
        """Another vendor."""
        self.app.push_screen(Form("Who is invited?", self._fields(None), self._told))

    def action_refer(self) -> None:
        """The reference customers of the vendor under the cursor."""
        if self.current in self.project.vendors:
            self.app.push_screen(References(self.current))

    def _fields(self, vendor: Vendor | None) -> list[Field]:
        return fields_for(self.project, vendor, FORM, {})

    def _told(self, typed: Mapping[str, str]) -> str:
        said = {name: text for name, text in typed.items() if text.strip()}
        return self.ossbuy.attempt(lambda p: commands.add(p, "vendor", read(p, said)))

    def action_remove(self) -> None:
        """Remove the vendor, after a yes."""
        ident = self.current
        if vendor := self.project.vendors.get(ident):
            self.ossbuy.ask(
                f"Remove {vendor.label} from the invited vendors? It stays in the history, and "
                "undo brings it back.",
                "Remove",
                lambda: self.ossbuy.do(lambda p: commands.remove(p, "vendor", ident)),
            )
