"""Somebody changed the same fact meanwhile: both values, and a choice."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Button, Static

from ossbuy.model.events import Act, Fact
from ossbuy.model.telling import fact_name, stamp, value_words
from ossbuy.store.errors import Conflict
from ossbuy.tui.text import plain


class ConflictFound(ModalScreen[bool | None]):
    """Shows mine and theirs for each fact; True keeps mine, everything else takes theirs."""

    AUTO_FOCUS = "#theirs"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("m", "choose(True)", "keep mine"),
        Binding("t,escape", "choose(False)", "take theirs"),
        Binding("left,up", "app.focus_previous", show=False),
        Binding("right,down", "app.focus_next", show=False),
    ]
    HELP = (
        "**m** records your value on top of theirs (both stay in the history), **t** keeps theirs."
    )

    def __init__(self, labels: Mapping[str, str], act: Act, conflict: Conflict) -> None:
        super().__init__()
        mine = {fact.address: fact.value for fact in act.facts}
        parts: list[Content] = []
        for clash in conflict.clashes:
            name = fact_name(labels, Fact(clash.address[0], None))
            parts += [
                plain(f"{name}\n", "bold"),
                plain(f"  yours   {value_words(mine.get(clash.address))}\n"),
                plain(f"  theirs  {value_words(clash.current)}", "$text-accent"),
                plain(f"  {clash.who}, {stamp(clash.when)}\n", "$text-muted"),
                plain(f"  before  {value_words(clash.read)}\n", "$text-muted"),
            ]
        self._said = Content.assemble(*parts)

    def compose(self) -> ComposeResult:
        with Vertical(classes="box") as box:
            box.border_title = plain("Changed by somebody else meanwhile")
            with VerticalScroll(classes="sentence"):
                yield Static(self._said)
            with Horizontal(classes="buttons"):
                yield Button(plain("Keep mine (m)"), id="mine", classes="choice")
                yield Button(plain("Take theirs (t)"), id="theirs", classes="choice")

    @on(Button.Pressed)
    def _pressed(self, event: Button.Pressed) -> None:
        self.dismiss(event.button.id == "mine")

    def action_choose(self, mine: bool) -> None:
        """Choose by key."""
        self.dismiss(mine)
