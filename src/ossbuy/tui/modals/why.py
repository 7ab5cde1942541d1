"""``w``: why a number is what it is, part by part, down to a person and a pain."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from ossbuy.tui.text import plain
from ossbuy.tui.widgets.bar import bar
from ossbuy.tui.widgets.listing import Column, Listing, Row

if TYPE_CHECKING:
    from ossbuy.analysis.evaluation import Evaluation
    from ossbuy.analysis.explanation import Part


def number(value: float | None, unit: str) -> str:
    """A value with its unit; money and points keep their own precision."""
    if value is None:
        return "not known"
    said = f"{value:,.0f}".replace(",", " ") if abs(value) >= 1000 else f"{value:.1f}"
    if said in ("0.0", "-0.0") and abs(value) > 1e-9:
        said = f"{value:.2g}"
    return f"{said} {unit}".strip()


class Why(ModalScreen[None]):
    """Shows an explanation and steps down through what its parts refer to."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,backspace,left", "up", "back up"),
        Binding("q", "dismiss", "close", show=False),
    ]
    HELP = "**Enter** explains the part under the cursor (marked ›), **Esc** goes back up."

    def __init__(self, evaluation: Evaluation, ref: tuple[str, ...]) -> None:
        super().__init__()
        self._evaluation = evaluation
        self._path = [ref]
        self._parts: tuple[Part, ...] = ()

    def compose(self) -> ComposeResult:
        with Vertical(classes="box why"):
            yield Static(classes="sentence")
            yield Listing(
                [
                    Column("", 1),
                    Column("part", 0, flexible=True),
                    Column("value", 16, "right"),
                    Column("", 14, least=60),
                ],
                id="parts",
            )
            yield Static(classes="hint note")

    def on_mount(self) -> None:
        """Show the first explanation."""
        self._show()

    def _show(self) -> None:
        from ossbuy.analysis.explain import explain  # numpy is loaded by now

        told = explain(self._evaluation, self._path[-1])
        self._parts = told.parts
        box = self.query_one(".box")
        box.border_title = plain(told.title)
        step = "Esc goes back up" if len(self._path) > 1 else "Esc closes"
        box.border_subtitle = plain(f"› Enter explains a part · {step}")
        self.query_one(".sentence", Static).update(plain(told.sentence))
        most = max((abs(p.value) for p in told.parts if p.value is not None), default=0.0)
        listing = self.query_one(Listing)
        listing.show(
            [
                Row(
                    str(index),
                    (
                        plain("›" if part.ref else " ", "$text-accent"),
                        plain(part.label),
                        plain(number(part.value, part.unit)),
                        bar(abs(part.value or 0), most, 14),
                    ),
                )
                for index, part in enumerate(told.parts)
            ]
        )
        listing.focus()

    @on(Listing.OptionHighlighted)
    def _noted(self, event: Listing.OptionHighlighted) -> None:
        part = self._parts[event.option_index] if self._parts else None
        # The label once more, because a narrow column cuts it.
        said = f"{part.label.strip()}: {part.note}" if part and part.note else ""
        self.query_one(".note", Static).update(plain(said) if said else Content(" "))

    @on(Listing.OptionSelected)
    def _deeper(self, event: Listing.OptionSelected) -> None:
        if ref := self._parts[event.option_index].ref:
            self._path.append(ref)
            self._show()

    def action_up(self) -> None:
        """Back to the explanation before, or out."""
        self._path.pop()
        if self._path:
            self._show()
        else:
            self.dismiss()
