"""Every file received: versions, late, withdrawn, who opened what and when."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content

from ossbuy.model.telling import stamp
from ossbuy.tui.modals.lists import ReadList
from ossbuy.tui.numbers import count
from ossbuy.tui.receiving import open_sealed, take_back, take_in
from ossbuy.tui.text import one_line, plain
from ossbuy.tui.widgets.listing import Column, Row

STATES = {
    "sealed": "$text-warning",
    "open": "$text-success",
    "replaced": "$text-muted",
    "withdrawn": "$text-error",
}


class Received(ReadList):
    """All files of all vendors, in the order received."""

    COLUMNS = (
        Column("received", 17),
        Column("vendor", 12, flexible=True),
        Column("what", 7),
        Column("answered", 9, "right", least=74),
        Column("version", 7, least=100),
        Column("state", 15),
    )
    EMPTY = "No file has been received yet: press n to take one in, sealed."
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("n", "take_in", "take in"),
        Binding("o", "open", "open"),
        Binding("delete", "take_back", "withdraw"),
    ]
    HELP: ClassVar[str] = (
        "**Files** lists every file that was ever received. A later one replaces a former or adds "
        "to it as a part; all bytes stay on record with their SHA-256. **n** takes one in, sealed; "
        "**o** opens the sealed answers after the weight lock, then the prices after the quality "
        "lock, with your name on record; **Del** notes that a vendor took a file back."
    )

    def keys(self) -> str:
        """What the lower border says."""
        return "n take in · o open sealed ones · Del withdrawn · Esc closes"

    def action_take_in(self) -> None:
        """Take in a vendor's file, sealed."""
        take_in(self.ossbuy)

    def action_open(self) -> None:
        """Open the sealed files that are waiting."""
        open_sealed(self.ossbuy)

    def action_take_back(self) -> None:
        """A vendor took the file under the cursor back."""
        take_back(self.ossbuy, self.current)

    def named(self) -> str:
        """How many there are."""
        return f"Received: {count(len(self.project.files), 'file')}"

    def rows(self) -> Sequence[Row]:
        """One line per file."""
        from ossbuy.procedure.replies.receiving import received

        project = self.project
        found = []
        for one in received(project):
            file = one.file
            vendor = project.vendors.get(file.vendor)
            late = ", late" if file.late else ""
            part = f", part {file.part}" if file.part else ""
            answered = f"{file.answered} of {file.asked}" if file.answered is not None else "—"
            found.append(
                Row(
                    file.id,
                    (
                        plain(stamp(file.received_at)),
                        one_line(vendor.label if vendor else file.vendor),
                        plain(file.contents),
                        plain(answered),
                        one_line(file.pack_version or "—"),
                        plain(f"{one.state}{part}{late}", STATES[one.state]),
                    ),
                )
            )
        return found

    def below(self, ident: str) -> Content:
        """Its name and hash, what it replaces, who opened it, and why it is late or gone."""
        from ossbuy.procedure.replies.receiving import received

        project = self.project
        one = next((one for one in received(project) if one.file.id == ident), None)
        if one is None:
            return plain("")
        file = one.file
        lines = [
            plain(f"{file.filename}, {file.size:,} bytes", "bold"),
            plain(f"SHA-256 {file.sha256}", "$text-muted"),
        ]
        if file.replaces in project.files:
            lines.append(plain(f"It replaces {project.files[file.replaces].filename}."))
        if one.opened_by:
            by = one.opened_by
            who = project.people[by].label if by in project.people else by
            lines.append(plain(f"Opened by {who} on {stamp(one.opened_at)}."))
        if one.note:
            lines.append(plain(f"{one.state}: {one.note}", "$text-warning"))
        return Content("\n").join(lines)
