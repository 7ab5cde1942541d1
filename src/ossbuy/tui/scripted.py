"""A stage beside which a facilitator's script can be shown."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.reactive import reactive

from ossbuy.exchange.errors import BadFile
from ossbuy.tui.stage import StageScreen
from ossbuy.tui.text import toast
from ossbuy.tui.widgets.script_pane import ScriptPane


class ScriptedScreen(StageScreen):
    """Shows the `ScriptPane` it composes while ``-script`` is set, and puts it away again."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("s", "script", "script", show=False, tooltip="Questions to ask, with a clock"),
        Binding("right", "ask(1)", "next question", show=False),
        Binding("left", "ask(-1)", "question before", show=False),
        Binding("S", "other_script", "another script", show=False),
    ]

    scripted: reactive[bool] = reactive(False, init=False, toggle_class="-script")
    """A facilitator's script is shown beside the stage."""

    def action_script(self) -> None:
        """Show the questions to ask, or put them away; their clock runs while they are shown."""
        pane = self.query_one(ScriptPane)
        if self.scripted:
            pane.close()
        else:
            try:
                pane.open()
            except BadFile as no:
                toast(self.app, str(no), "error")
                return
        self.scripted = not self.scripted

    def action_ask(self, by: int) -> None:
        """The next question, or the one before."""
        if self.scripted and not self.query_one(ScriptPane).move(by):
            last = "That was the last question: S shows another script."
            toast(self.app, last if by > 0 else "That is the first question.")

    def action_other_script(self) -> None:
        """The next script."""
        if self.scripted:
            self.query_one(ScriptPane).other()
        else:
            self.action_script()

    def back(self) -> bool:
        """Put the script away; whether it was shown."""
        if self.scripted:
            self.action_script()
            return True
        return False
