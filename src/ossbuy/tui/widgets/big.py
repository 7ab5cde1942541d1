"""What the last row of the room can read: the step, the time and one question, in large letters."""

from __future__ import annotations

from typing import Final

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Static

from ossbuy.model.workshop import Step
from ossbuy.tui.text import one_line, plain
from ossbuy.tui.time_box import TimeBox
from ossbuy.tui.widgets.letters import SIZES, drawn

CLOCK: Final = 4
"""Lines the clock takes, and the title beside it."""
GAP: Final = 3


class Big(Vertical):
    """A projector's picture of the present step."""

    DEFAULT_CSS = """
    Big {
        height: 1fr; padding: 1 1 0 1; background: $surface;
        & > .big-head { height: 4; }
        & .big-title { width: 1fr; height: 4; content-align: left middle; }
        & .big-clock { width: auto; height: 4; content-align: right middle; }
        & > .big-line { height: 1; }
        & .big-speaker { width: 1fr; height: 1; }
        & .big-words { width: auto; height: 1; text-style: bold; }
        & > .big-question { height: 1fr; content-align: center middle; text-align: center; }
        & > .big-more { height: 1; color: $text-muted; text-align: right; }
    }
    """

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._said: tuple[object, ...] = ()

    def compose(self) -> ComposeResult:
        with Horizontal(classes="big-head"):
            yield Static(classes="big-title")
            yield Static(classes="big-clock")
        with Horizontal(classes="big-line"):
            yield Static(classes="big-speaker")
            yield Static(classes="big-words")
        yield Static(classes="big-question")
        yield Static(classes="big-more")

    def show(self, step: Step | None, box: TimeBox | None, asked: int, speaker: str) -> None:
        """Paint the step, one of its questions, and who has the word; only what changed."""
        room = self.size.width - 2
        if room <= 0:
            return
        title = step.title if step else "No step has begun"
        clock, wide = _clock(box, room, title)
        self._update(".big-clock", clock)
        self._update(".big-words", one_line(box.words, box.style) if box else plain(""))
        self._update(".big-speaker", one_line(f"► {speaker}" if speaker else "", "bold"))
        said = (title, room, wide, asked, self.size.height, step.ask if step else ())
        if said == self._said:
            return
        self._said = said
        self._update(".big-title", drawn(title, room - wide - GAP, CLOCK, "$text-primary", "left"))
        asks = step.ask if step else ()
        height = self.size.height - CLOCK - 3
        question = asks[asked % len(asks)] if asks else step.purpose if step else ""
        self._update(".big-question", drawn(question, room, height))
        more = f"question {asked % len(asks) + 1} of {len(asks)} · ↓ ↑" if len(asks) > 1 else ""
        self._update(".big-more", plain(more))

    def _update(self, which: str, said: Content) -> None:
        place = self.query_one(which, Static)
        if not isinstance(place.content, Content) or not said.is_same(place.content):
            place.update(said)


def _clock(box: TimeBox | None, room: int, title: str) -> tuple[Content, int]:
    """The figures and the cells they take: narrow where the title needs the room."""
    if box is None:
        return Content(""), 0
    wide = 0
    for sizes in (SIZES, SIZES[-1:]):
        clock = drawn(box.figures, room // 2, CLOCK, f"bold {box.style}", "right", sizes)
        wide = max(len(row.rstrip()) for row in clock.plain.split("\n"))
        if "\n" in drawn(title, room - wide - GAP, CLOCK).plain:
            break
    return clock, wide
