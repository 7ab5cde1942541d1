"""A facilitator's script beside the list: one question at a time, with a running clock."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.reactive import reactive
from textual.timer import Timer
from textual.widgets import Static

from ossbuy.tui.text import plain
from ossbuy.tui.widgets.pane import Pane

if TYPE_CHECKING:
    from ossbuy.exchange.scripts import Asked, Script


def _shipped() -> tuple[Script, ...]:
    """The scripts, read when they are first asked for."""
    from ossbuy.exchange.scripts import scripts

    return scripts()


class ScriptPane(Pane):
    """The question, why it is asked, where the answer goes, and how long it has been asked.

    Time runs for the question that is shown; coming back to one goes on where it stood.
    """

    question: reactive[int] = reactive(0, init=False)
    """Which question of the script is shown."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__("Script", id=id)
        self.now: Callable[[], float] = time.monotonic
        self.script: Script | None = None
        self._spent: dict[tuple[str, int], float] = {}
        self._since: float | None = None
        self._ticking: Timer | None = None

    def compose(self) -> ComposeResult:
        yield Static(classes="asked")
        with VerticalScroll(can_focus=False):
            yield Static(classes="why")

    def on_mount(self) -> None:
        """Tick once a second while it is shown."""
        self.border_subtitle = plain("→ next · ← back · S another · s closes", "$text-muted")
        self._ticking = self.set_interval(1, self._show, pause=True)

    def open(self, name: str = "") -> None:
        """Show a script, the one shown last, or the first that fits pains.

        Raises:
            BadFile: a script is wrong.
        """
        found = {script.name: script for script in _shipped()}
        last = self.script.name if self.script else "pains"
        self.script = found.get(name or last) or next(iter(found.values()))
        self._since = self.now()
        if self._ticking is not None:
            self._ticking.resume()
        self._show()

    def close(self) -> None:
        """Stop the clock."""
        self._stop()
        if self._ticking is not None:
            self._ticking.pause()

    def move(self, by: int) -> bool:
        """To the next or previous question; whether there is one."""
        if self.script is None or not 0 <= self.question + by < len(self.script.questions):
            return False
        self._stop()
        self._since = self.now()
        self.question += by
        return True

    def other(self) -> None:
        """To the next script."""
        names = [script.name for script in _shipped()]
        here = names.index(self.script.name) if self.script and self.script.name in names else -1
        self._stop()
        self.set_reactive(ScriptPane.question, 0)
        self.open(names[(here + 1) % len(names)])

    def watch_question(self) -> None:
        """Show the other question."""
        self._show()

    def _stop(self) -> None:
        """Keep what the shown question has taken so far."""
        if self.script is not None and self._since is not None:
            place = (self.script.name, self.question)
            self._spent[place] = self._taken(self.question)
            self._since = None

    def _taken(self, question: int) -> float:
        """Seconds a question has taken."""
        assert self.script is not None
        spent = self._spent.get((self.script.name, question), 0.0)
        running = self._since is not None and question == self.question
        return spent + (self.now() - self._since if running and self._since is not None else 0.0)

    def _show(self) -> None:
        script = self.script
        if script is None:
            return
        asked = script.questions[self.question]
        taken, planned = self._taken(self.question), 60 * asked.minutes
        over = taken - planned
        clock = f"{_minutes(taken)} of {_minutes(planned)}"
        if over >= 1:
            clock = f"▲ {_minutes(over)} over"
        together = sum(self._taken(q) for q in range(len(script.questions)))
        clock += f" · all {_minutes(together)} of {_minutes(60 * script.minutes)}"
        self.entitle(script.title, f"{self.question + 1} of {len(script.questions)}")
        self.query_one(".asked", Static).update(
            Content.assemble(
                plain(asked.ask, "bold"),
                "\n",
                plain(clock, "$text-warning" if over >= 1 else "$text-muted"),
            )
        )
        self.query_one(".why", Static).update(Content("\n").join(self._beneath(script, asked)))

    def _beneath(self, script: Script, asked: Asked) -> list[Content]:
        """Why it is asked, where the answer goes, and what comes next."""
        lines = [plain(asked.purpose)]
        if asked.note:
            lines.append(Content.assemble(plain("goes to  ", "$text-muted"), plain(asked.note)))
        if self.question == 0:
            lines.append(plain(script.purpose, "italic"))
        after = script.questions[self.question + 1 :]
        lines += [Content("")] if after else []
        return lines + [plain(f"then  {later.ask}", "$text-muted") for later in after]


def _minutes(seconds: float) -> str:
    """``1:24``."""
    minutes, rest = divmod(int(seconds), 60)
    return f"{minutes}:{rest:02d}"
