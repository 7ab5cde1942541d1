"""What drifted in a vendor's files, item by item; Enter goes to the answer."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content

from ossbuy.model.receipt import DriftItem
from ossbuy.tui.modals.lists import ReadList
from ossbuy.tui.modals.taken_as import TakenAs, spelled
from ossbuy.tui.numbers import count
from ossbuy.tui.receiving import mark_copy
from ossbuy.tui.text import one_line, plain, toast
from ossbuy.tui.widgets.drift import KIND_STYLE, drift_of, meaning_of
from ossbuy.tui.widgets.listing import Column, Row


class Drifted(ReadList):
    """The items of one vendor's files that count."""

    COLUMNS = (
        Column("kind", 11),
        Column("id", 7),
        Column("what", 20, flexible=True),
        Column("where", 24, least=100),
    )
    EMPTY = "Nothing differs from what went out, or nothing has been opened yet."
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("o", "kind", "one kind, and all", tooltip="Only this kind, and back"),
        Binding("m", "words", "words", tooltip="What its words were taken as"),
        Binding("c", "copy", "marked copy", tooltip="Write the files with everything marked"),
    ]
    HELP: ClassVar[str] = (
        "**Drift** is everything in a vendor's files that is not as it went out, or was not taken "
        "as it stands: nothing is dropped silently. What lost something comes first. **Enter** "
        "goes to the answer, **o** keeps one kind and shows all again, **m** shows what words were "
        "taken as. **c** writes a marked copy of the vendor's files: a fresh workbook."
    )

    def __init__(self, vendor: str, go_to: Callable[[str], object]) -> None:
        """``go_to`` is told the internal id of the requirement that Enter was pressed on."""
        super().__init__()
        self.vendor, self._go_to, self._only = vendor, go_to, ""

    def named(self) -> str:
        """Whose files, and how much drifted."""
        label = self.project.vendors[self.vendor].label
        many = count(len(self._items()), "item")
        return f"Drift of {label}: {many}{f' of kind {self._only}' if self._only else ''}"

    def keys(self) -> str:
        """What the lower border says."""
        return "↵ the answer · o one kind · m words · c marked copy · Esc closes"

    def _items(self) -> list[tuple[str, DriftItem]]:
        found = drift_of(self.project, self.vendor)
        return [(ident, item) for ident, item in found if self._only in ("", item.kind)]

    def rows(self) -> Sequence[Row]:
        """One line per item."""
        project = self.project
        return [
            Row(
                ident,
                (
                    plain(item.kind, KIND_STYLE.get(item.kind, "$text-muted")),
                    one_line(project.label(item.requirement) if item.requirement else ""),
                    one_line(in_a_line(item)),
                    one_line(item.where.partition(", ")[2] or item.where, "$text-muted"),
                ),
            )
            for ident, item in self._items()
        ]

    def below(self, ident: str) -> Content:
        """The item in full, with the vendor's words beside what they were taken as."""
        item = dict(self._items()).get(ident)
        if item is None:
            return plain("")
        lines = [plain(f"{item.kind}: {meaning_of(item.kind)}", "$text-muted"), plain(item.what)]
        if item.said:
            taken = f"  →  {spelled(item.taken_as)}" if item.taken_as else ""
            lines.append(
                Content.assemble(plain(f"“{item.said}”", "bold"), plain(taken, "$text-accent"))
            )
        lines.append(plain(item.where, "$text-muted"))
        return Content("\n").join(lines)

    def choose(self, ident: str) -> None:
        """Go to the answer the item is about."""
        item = dict(self._items()).get(ident)
        if item is None:
            return
        if item.requirement in self.project.requirements:
            self.dismiss()
            self._go_to(item.requirement)
        elif item.kind == "mapped":
            self.action_words()
        else:
            toast(self.app, "It is about the file, not about one answer.")

    def action_kind(self) -> None:
        """Only the kind under the cursor, and all again."""
        item = dict(self._items()).get(self.current)
        self._only = "" if self._only or item is None else item.kind
        self.show()

    def action_words(self) -> None:
        """What the vendor's words were taken as."""
        self.app.push_screen(TakenAs(self.vendor))

    def action_copy(self) -> None:
        """Write the vendor's files with everything marked that differs."""
        mark_copy(self.ossbuy, self.vendor)


def in_a_line(item: DriftItem) -> str:
    """What happened; of a row nobody asked for what it says, too."""
    if item.kind != "extra" or not item.said:
        return item.what
    return f"“{' '.join(item.said.split())[:40]}”: {item.what}"
