"""The short list: which requirements are asked first, and which vendors go on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import ClassVar

from textual.binding import Binding, BindingType

from ossbuy.procedure.request.short_list import mark_short, shortlist, unlist
from ossbuy.tui.modals.entries import Entries
from ossbuy.tui.modals.form import Field, Form
from ossbuy.tui.numbers import count
from ossbuy.tui.text import one_line, plain, toast
from ossbuy.tui.widgets.listing import Column, Row


class ShortList(Entries):
    """Vendors, with who is on the short list and why."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("t", "take", "take the proposed questions")]
    COLUMNS = (
        Column("", 1),
        Column("vendor", 20),
        Column("why", 20, flexible=True),
    )
    NAMED = "Short list"
    EMPTY = "Nobody is invited yet: v on the stage Answers invites vendors."
    HELP: ClassVar[str] = (
        "**Short list**: a first answer to few questions decides who is asked for a full one. "
        "**t** marks about 20 requirements: every gate, the heaviest of each section, then by "
        "weight. **Enter** puts a vendor on the list or takes it off, with a reason that stays on "
        "record. The full request then goes to those on the list."
    )

    def keys(self) -> str:
        """What the lower border says."""
        return "Enter on or off · t marks the questions · Esc closes"

    def rows(self) -> Sequence[Row]:
        """One line per vendor."""
        project = self.project
        rows = []
        for vendor in project.vendors.values():
            said = project.shortlisted.get(vendor.id)
            out = project.eliminated.get(vendor.id)
            mark = (
                plain("✔", "$text-success") if said else plain("✖" if out else "·", "$text-muted")
            )
            why = said.reason if said else f"out: {out.reason}" if out else ""
            rows.append(Row(vendor.id, (mark, one_line(vendor.label), one_line(why))))
        return rows

    def total(self) -> str:
        """How many questions come first, and how many vendors are on the list."""
        project = self.project
        marked = [r.code for r in project.requirements.values() if r.short]
        first = ", ".join(marked[:12]) + (" …" if len(marked) > 12 else "")
        asked = f"{count(len(marked), 'requirement')} asked first: {first}" if marked else ""
        on = f"{count(len(project.shortlisted), 'vendor')} on the short list."
        return f"{on} {asked or 'No requirement is marked for the first stage yet: t.'}"

    def edit(self, ident: str) -> None:
        """Put a vendor on the list, or take it off."""
        vendor = self.project.vendors.get(ident)
        if vendor is None:
            return
        on = ident in self.project.shortlisted
        actor = self.ossbuy.workspace.actor

        def submit(typed: Mapping[str, str]) -> str:
            reason = typed.get("reason", "")
            return self.ossbuy.attempt(
                lambda p: unlist(p, ident, reason) if on else shortlist(p, ident, actor, reason)
            )

        title = f"{vendor.label} {'off' if on else 'on'} the short list"
        self.app.push_screen(
            Form(title, [Field("reason", "Why", hint="It stays on record")], submit, anyway=True)
        )

    def action_tell(self) -> None:
        """The same as Enter: vendors are invited elsewhere."""
        if self.current:
            self.edit(self.current)

    def action_remove(self) -> None:
        """Take the vendor under the cursor off the list."""
        if self.current in self.project.shortlisted:
            self.edit(self.current)

    def action_take(self) -> None:
        """Mark the proposed requirements, after a yes."""
        from ossbuy.procedure.request.short_list import leaf_weights, propose_short  # arithmetic

        project = self.project
        proposed = propose_short(project, leaf_weights(project))
        wanted = tuple(p.requirement for p in proposed)
        if not wanted:
            toast(self.app, "There is no requirement to ask yet.")
            return
        codes = ", ".join(project.label(r) for r in wanted)
        self.ossbuy.ask(
            f"Ask these {len(wanted)} first, and no others? {codes}",
            "Mark them",
            lambda: self.ossbuy.do(lambda p: mark_short(p, wanted)),
        )
