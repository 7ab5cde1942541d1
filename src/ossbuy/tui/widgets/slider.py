"""A number between two ends, moved by arrow keys: the what-if control."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

from ossbuy.tui.text import cut, one_line, plain


def track(value: float, width: int, marks: Sequence[float] = ()) -> Content:
    """``├───┼──●────┤`` with a cross where the leader changes; ``value`` and marks in 0..1."""
    room = max(3, width - 2)
    cells = ["─"] * room
    for mark in marks:
        cells[round(mark * (room - 1))] = "┼"
    knob = round(min(1.0, max(0.0, value)) * (room - 1))
    before, after = "".join(cells[:knob]), "".join(cells[knob + 1 :])
    return Content.assemble(
        plain("├" + before, "$text-muted"), plain("●", "bold $text-accent"), plain(after + "┤")
    )


class Slider(Widget, can_focus=True):
    """Label and value, the track between its two ends, and a note."""

    DEFAULT_CSS = """
    Slider {
        height: 3; width: 1fr; padding: 0 1; background: $surface;
        &:focus { background: $panel; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left", "move(-0.01)", "1 % less", show=False),
        Binding("right", "move(0.01)", "1 % more", show=False),
        Binding("shift+left", "move(-0.1)", "10 % less", show=False),
        Binding("shift+right", "move(0.1)", "10 % more", show=False),
        Binding("home", "move(-1)", "lowest", show=False),
        Binding("end", "move(1)", "highest", show=False),
    ]
    HELP = (
        "**← →** move by 1 %, **Shift** with them by 10 %, **Home** and **End** go to the ends. "
        "This is a what-if: the ranking moves, nothing is recorded. **A** adopts it, **Esc** "
        "discards it. A ┼ on the track marks where the leader changes."
    )

    value: reactive[float] = reactive(0.0)
    """0..1."""
    marks: reactive[tuple[float, ...]] = reactive(())
    """Where on the track the leader changes."""
    note: reactive[str] = reactive("")
    """What is worth knowing about it now."""

    @dataclass
    class Moved(Message):
        """Somebody moved the slider."""

        name: str
        value: float

    def __init__(self, name: str, label: str, low: str, high: str, unit: str) -> None:
        super().__init__(id=name)
        self._label, self._low, self._high, self._unit = label, low, high, unit

    def said(self) -> str:
        """The value with its unit."""
        return f"{100 * self.value:.0f} %" if self._unit == "%" else f"{self.value:.2f}"

    def action_move(self, by: float) -> None:
        """Move and tell; not beyond the ends."""
        value = round(min(1.0, max(0.0, self.value + by)), 2)
        if value != self.value:
            self.value = value
            self.post_message(self.Moved(self.id or "", value))

    def on_click(self, event: events.Click) -> None:
        """Put the knob where the mouse is."""
        offset = event.get_content_offset(self)
        start, room = len(self._low) + 2, self._room() - 3
        if offset is not None and offset.y == 1 and room > 0:
            self.action_move((offset.x - start) / room - self.value)

    def _room(self) -> int:
        return max(5, self.content_size.width - len(self._low) - len(self._high) - 2)

    def render(self) -> Content:
        """Three lines: what and how much, the track, the note."""
        width = self.content_size.width
        head = Content.assemble(
            plain(f"{self._label}  ", "bold" if self.has_focus else ""),
            plain(self.said(), "bold $text-accent"),
        )
        ends = (plain(f"{self._low} ", "$text-muted"), plain(f" {self._high}", "$text-muted"))
        drawn = track(self.value, self._room(), self.marks)
        return Content("\n").join(
            [
                cut(head, width),
                cut(Content.assemble(ends[0], drawn, ends[1]), width),
                cut(one_line(self.note, "$text-muted"), width),
            ]
        )
