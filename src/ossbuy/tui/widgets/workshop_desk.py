"""What the facilitator sees of a workshop: the step with its clock, and four lists beside it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Final

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.reactive import reactive
from textual.widgets import Digits, Static

from ossbuy.model import facilitating, voting
from ossbuy.model.project import Project
from ossbuy.model.workshop import Session, Step
from ossbuy.tui.numbers import count
from ossbuy.tui.round_robin import Round
from ossbuy.tui.text import one_line, plain
from ossbuy.tui.time_box import TimeBox, time_box, written
from ossbuy.tui.widgets import workshop_rows as rows
from ossbuy.tui.widgets.listing import Heads, Listing, Row
from ossbuy.tui.widgets.pane import Pane
from ossbuy.tui.workshop_forms import how_it_stands, what_there_is

NONE: Final = "No workshop is running: press n to open one."
PANES: Final = ("agenda", "room", "questions", "parked")
"""In the order in which ``c`` goes through them where the screen is narrow."""


@dataclass(frozen=True, slots=True)
class Seen:
    """Everything the desk shows."""

    project: Project
    session: Session | None
    """The running workshop, else the last one."""
    round: Round
    moment: dt.datetime
    past: bool
    """A moment of the past is looked at: no clock runs in it."""

    @property
    def step(self) -> Step | None:
        """The step under way."""
        if self.session is None or self.session.ended or self.past:
            return None
        return self.project.steps.get((self.session.id, self.session.step))

    @property
    def box(self) -> TimeBox | None:
        """How the time of the step stands."""
        step = self.step
        return time_box(step, self.moment) if step is not None and step.turn else None

    @property
    def speaker(self) -> str:
        """Name of whoever has the word."""
        person = self.project.people.get(self.round.speaking)
        return person.label if person else ""

    @property
    def here(self) -> list[str]:
        """The people in the room."""
        present = self.session.present if self.session else ()
        return [p for p in present if p in self.project.people]


class Desk(Horizontal):
    """The panes of the Workshop screen."""

    pane: reactive[str] = reactive(PANES[0], init=False)
    """The pane shown beside the step where the screen is narrow."""

    def compose(self) -> ComposeResult:
        with Vertical(id="middle"):
            with Pane("Step", id="step"):
                with Horizontal(id="clock"):
                    yield Digits(id="figures")
                    yield Static(id="clock-words")
                with VerticalScroll(can_focus=False):
                    yield Static(id="script")
            with Pane("Questions", id="questions"):
                yield rows.Questions(rows.QUESTIONS, id="questions-list")
            with Pane("Parked", id="parked"):
                yield rows.ParkedItems(rows.PARKED, id="parked-list")
        with Vertical(id="side"):
            with Pane("Agenda", id="agenda"):
                yield Heads(rows.AGENDA)
                yield rows.Agenda(rows.AGENDA, id="agenda-list")
            with Pane("Room", id="room"):
                yield rows.Room(rows.ROOM, id="room-list")

    def on_mount(self) -> None:
        """Start with the agenda in sight."""
        self.watch_pane(self.pane)

    def listing(self, name: str) -> Listing:
        """One of the four lists."""
        return self.query_one(f"#{name}-list", Listing)

    @property
    def focused_question(self) -> str:
        """Internal id of the question under the cursor, while its list has the focus."""
        listing = self.listing("questions")
        return listing.current if listing.has_focus else ""

    def show(self, seen: Seen) -> None:
        """Paint the lists, the step and the clock."""
        project, session = seen.project, seen.session
        if session is None:
            filled: dict[str, list[Row]] = {name: [] for name in PANES}
        else:
            filled = {
                "agenda": rows.agenda_rows(project, session, seen.moment),
                "room": rows.room_rows(project, session, seen.round),
                "questions": rows.question_rows(project, session),
                "parked": rows.parked_rows(project, session),
            }
        for name, listed in filled.items():
            self.listing(name).show(listed)
        for name, (title, summary) in _titles(seen).items():
            self.query_one(f"#{name}", Pane).entitle(title, summary)
        self.query_one("#script", Static).update(_script(seen))
        self.tick(seen)

    def tick(self, seen: Seen) -> None:
        """Paint what the clock moved; a line that says the same is left alone."""
        box = seen.box
        figures = self.query_one("#figures", Digits)
        if figures.value != (said := box.figures if box else ""):
            figures.update(said)
            figures.display = bool(said)
        for state in ("soon", "over"):
            figures.set_class(box is not None and box.state == state, f"-{state}")
        words, text = self.query_one("#clock-words", Static), _clock_words(seen)
        if not isinstance(words.content, Content) or not text.is_same(words.content):
            words.update(text)
        if seen.session is not None:
            listed = rows.agenda_rows(seen.project, seen.session, seen.moment)
            self.listing("agenda").show(listed)

    def watch_pane(self, pane: str) -> None:
        """Show one of the panes where there is no room for all."""
        for name in PANES:
            self.query_one(f"#{name}").set_class(name == pane, "-shown")

    def edge(self, seen: Seen, narrow: bool) -> None:
        """The lower edges: when it all ends, and where one pane is shown which comes with ``c``."""
        for name in PANES:
            said = [_ends(seen)] if name == "agenda" else []
            said += [f"c {self.after(name)}"] if narrow else []
            self.query_one(f"#{name}").border_subtitle = plain(" · ".join(filter(None, said)))

    def after(self, name: str) -> str:
        """The pane that comes after one."""
        return PANES[(PANES.index(name) + 1) % len(PANES)]


def _clock_words(seen: Seen) -> Content:
    session, box = seen.session, seen.box
    if session is None:
        return plain(NONE)
    if seen.past:
        return plain(f"{session.code} as it stood then.")
    if session.ended:
        return plain(f"{session.code} has ended. e writes its record, n opens another.")
    if box is None:
        return plain("Press → to begin the first step.")
    said = plain(f"{'▲ ' if box.state == 'over' else ''}{box.words}", f"bold {box.style}")
    if not seen.speaker:
        return said
    return Content.assemble(said, plain("\n► ", "$text-accent"), one_line(seen.speaker, "bold"))


def _titles(seen: Seen) -> dict[str, tuple[str, str]]:
    """Name and summary of every pane."""
    project, session = seen.project, seen.session
    if session is None:
        return {name: (name.capitalize(), "") for name in PANES} | {"step": ("Workshop", "")}
    here = seen.here
    heard = len(here) - len(seen.round.unheard(here))
    open_ = sum(not q.closed for q in voting.questions_of(project, session.id))
    parked = [k for k in project.parked.values() if k.session == session.id]
    left = sum(not k.resolution for k in parked)
    steps = list(facilitating.steps_of(project, session.id))
    place = f"{steps.index(session.step) + 1} of {len(steps)}" if session.step in steps else ""
    said = f"{heard} of {len(here)} have had the word" if here else "nobody yet: press i"
    return {
        "agenda": (session.code, " · ".join(p for p in (session.title, place) if p)),
        "room": ("Room", said),
        "questions": ("Questions", count(open_, "open", "open") if open_ else ""),
        "parked": ("Parked", f"{left} open" if left else ""),
        "step": (seen.step.title, _until(seen)) if seen.step else (session.code, ""),
    }


def _ends(seen: Seen) -> str:
    """When the workshop ends if the time-boxes hold, by the reader's clock."""
    session = seen.session
    if session is None or session.ended or seen.past:
        return ""
    left = facilitating.minutes_left(seen.project, session, written(seen.moment))
    ends = (seen.moment + dt.timedelta(minutes=left)).astimezone()
    return f"all done by {ends.strftime('%H:%M')}"


def _until(seen: Seen) -> str:
    """When the time-box of the present step is used up, by the reader's clock."""
    step = seen.step
    if step is None or step.box is None:
        return "no time-box"
    left = step.box - facilitating.minutes_at(step, written(seen.moment))
    ends = (seen.moment + dt.timedelta(minutes=left)).astimezone()
    return f"until {ends.strftime('%H:%M')}"


def _script(seen: Seen) -> Content:
    """Purpose, questions and output of the step, or what to do without one."""
    step, session = seen.step, seen.session
    if session is None:
        return plain(what_there_is(), "$text-muted")
    if step is None:
        return plain(how_it_stands(seen.project, session), "$text-muted")
    parts = [one_line(step.purpose, "$text-muted")] if step.purpose else []
    parts += [Content.assemble(plain("? ", "$text-accent"), one_line(ask)) for ask in step.ask]
    if step.output:
        parts.append(Content.assemble(plain("→ ", "$text-success"), one_line(step.output)))
    if step.note:
        parts.append(one_line(f"Note: {step.note}", "$text-muted"))
    return Content("\n").join(parts)
