"""How the time of a workshop's step stands: as figures, as words, and how urgent it is."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from textual.content import Content

from ossbuy.tui.text import cut, one_line, plain

if TYPE_CHECKING:
    from ossbuy.model.project import Project
    from ossbuy.model.workshop import Step

SOON: Final = 2.0
"""Minutes before the end from which it is said to come soon."""
STYLES: Final = {
    "open": "$text-primary",
    "running": "$text-primary",
    "soon": "$text-accent",
    "over": "$text-warning",
}
GLYPHS: Final = {"open": "►", "running": "►", "soon": "◐", "over": "▲"}


@dataclass(frozen=True, slots=True)
class TimeBox:
    """The time of a step."""

    figures: str
    """What is left as 12:34, what is over as -3:12, or what has gone by where there is no box."""
    words: str
    state: str
    """open (no time-box), running, soon or over."""

    @property
    def style(self) -> str:
        """Colour token; the words say the same."""
        return STYLES[self.state]


def written(moment: dt.datetime) -> str:
    """A moment as a workshop records it: UTC to the second."""
    return moment.astimezone(dt.UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def time_box(step: Step, moment: dt.datetime) -> TimeBox:
    """How a step's time stands at a moment."""
    from ossbuy.model.facilitating import minutes_at

    taken, box = minutes_at(step, written(moment)), step.box
    if box is None:
        return TimeBox(_figures(taken), "no time-box", "open")
    left = box - taken
    of = f"of {box:g} min"
    if left < 0:
        over = f"{-left:.0f} min" if left <= -1 else "less than a minute"
        return TimeBox(f"-{_figures(-left)}", f"over by {over} · the box was {box:g} min", "over")
    if left <= SOON:
        return TimeBox(_figures(left), f"nearly over · {of}", "soon")
    return TimeBox(_figures(left), f"left {of}", "running")


def corner(project: Project, moment: dt.datetime) -> Content:
    """The running workshop in a few words for the header line; empty when none runs."""
    from ossbuy.model.facilitating import minutes_at, running

    session = running(project)
    if session is None:
        return Content("")
    step = project.steps.get((session.id, session.step))
    if step is None or not step.turn:
        return plain(f"► {session.code} not begun", "$text-primary")
    found = time_box(step, moment)
    minutes = minutes_at(step, written(moment))
    if step.box is None:
        said = f"{minutes:.0f} min"
    elif found.state == "over":
        said = f"{minutes - step.box:.0f} min over"
    else:
        said = f"{-(-(step.box - minutes) // 1):.0f} min left"
    title = cut(one_line(step.title), 18)
    return Content.assemble(f"{GLYPHS[found.state]} ", title, f" {said}").stylize(found.style)


def _figures(minutes: float) -> str:
    """``4:05``, or ``1:04:05`` from an hour on."""
    seconds = int(minutes * 60 + 0.5)
    hours, rest = divmod(seconds, 3600)
    whole, rest = divmod(rest, 60)
    return f"{hours}:{whole:02d}:{rest:02d}" if hours else f"{whole}:{rest:02d}"
