"""All vendors' words for one requirement, one below the other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from ossbuy.tui.text import plain


@dataclass(frozen=True, slots=True)
class Said:
    """What one vendor said, ready to be shown."""

    vendor: str
    head: Content
    lines: tuple[Content, ...]


class SideBySide(ModalScreen[None]):
    """The requirement on top, then every vendor's answer in full."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,enter,q", "dismiss", "close"),
    ]
    HELP = "Every vendor's own words for one requirement. Arrows scroll, **Esc** closes."

    def __init__(self, title: str, asked: Sequence[Content], answers: Sequence[Said]) -> None:
        super().__init__()
        self._title, self._asked, self._answers = title, tuple(asked), tuple(answers)

    def compose(self) -> ComposeResult:
        with Vertical(classes="box side-by-side") as box:
            box.border_title = plain(self._title)
            box.border_subtitle = plain("↑ ↓ scroll · Esc closes")
            with VerticalScroll():
                yield Static(Content("\n").join(self._asked), classes="asked")
                for said in self._answers:
                    head = Content.assemble(
                        plain(said.vendor, "bold $text-primary"), "  ", said.head
                    )
                    yield Static(Content("\n").join([head, *said.lines]), classes="said")
