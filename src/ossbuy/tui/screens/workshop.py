"""Workshop: the step, its time, who has the word, what is parked, and votes nobody sees yet."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.reactive import reactive

from ossbuy.model import facilitating
from ossbuy.model.workshop import Session
from ossbuy.tui import workshop_forms as forms
from ossbuy.tui.round_robin import Round
from ossbuy.tui.stage import StageScreen
from ossbuy.tui.text import toast
from ossbuy.tui.time_box import written
from ossbuy.tui.widgets.big import Big
from ossbuy.tui.widgets.listing import Listing
from ossbuy.tui.widgets.workshop_desk import NONE, Desk, Seen
from ossbuy.tui.workshop_votes import Votes


class Workshop(StageScreen):
    """Leads a workshop; ``t`` turns to large letters for the projector."""

    stage = "workshop"
    CSS_PATH = "workshop.tcss"
    AUTO_FOCUS = "#agenda-list"
    BINDINGS: ClassVar[list[BindingType]] = [
        # Lists scroll sideways by these keys, and theirs need none.
        Binding("right", "beside(1)", "next step", key_display="→", id="step-next", priority=True),
        Binding("left", "beside(-1)", "previous step", show=False, priority=True),
        Binding("space", "word", "the word to the next", show=False),
        Binding("backspace", "word_back", "the word back", show=False),
        Binding("plus", "grant", "five minutes more", show=False),
        Binding("n", "open", "open a workshop", show=False),
        Binding("i", "room", "who is in the room", show=False),
        Binding("p", "park", "park", show=False, tooltip="Put something aside for later"),
        Binding("a", "ask", "ask", show=False, tooltip="Ask the room"),
        Binding("v", "vote", "vote", show=False, tooltip="Pass the keyboard round to vote"),
        Binding("s", "votes", "votes", show=False, tooltip="Show the votes"),
        Binding("o", "stage", "go to work", show=False, tooltip="Where this step is worked on"),
        Binding("t", "type", "large", show=False, tooltip="Large letters, and back"),
        Binding("e", "record", "record", show=False, tooltip="Write the record to a file"),
        Binding("E", "end", "end", show=False, tooltip="End the workshop, after asking"),
        Binding("c", "pane", "next pane", show=False, tooltip="The next pane, where narrow"),
        Binding("down", "question(1)", "next question", show=False),
        Binding("up", "question(-1)", "previous question", show=False),
    ]
    HELP = (
        "**Workshop** leads the room through an agenda. **n** opens one, **→** goes to the next "
        "step, **+** grants five minutes, **o** goes where the step is worked on and **W** comes "
        "back. **Space** gives the word to the next person nobody has heard. **p** parks, **a** "
        "asks, **v** passes the keyboard round, **s** shows the votes. **t** turns to large "
        "letters for the projector. **e** writes the record, **E** ends."
    )

    large: reactive[bool] = reactive(False, init=False, toggle_class="-large")
    """Only the step, the time and a question, in large letters."""

    def __init__(self) -> None:
        super().__init__()
        self._round = Round()
        self._asked = 0
        self._moved = False
        """The cursor of the agenda is due at the present step."""

    # --- what is shown ------------------------------------------------------------------------

    def compose_body(self) -> ComposeResult:
        yield Desk(id="desk")
        yield Big(id="big")

    @property
    def desk(self) -> Desk:
        """The panes."""
        return self.query_one(Desk)

    @property
    def session(self) -> Session | None:
        """The running workshop, else the last one."""
        return facilitating.latest(self.project)

    def _seen(self) -> Seen:
        past = self.ossbuy.as_of is not None
        return Seen(self.project, self.session, self._round, self.ossbuy.moment(), past)

    def show(self) -> None:
        """Paint the lists, the step and the clock."""
        session = self.session
        self._keep_round(session)
        self.desk.show(self._seen())
        self.tick()
        if self._moved and session is not None:
            self._moved = not self.desk.listing("agenda").go_to(session.step)

    def tick(self) -> None:
        """Paint what the clock moved."""
        super().tick()
        seen = self._seen()
        self.desk.tick(seen)
        self.desk.edge(seen, self.has_class("-narrow"))
        if self.large:
            self.query_one(Big).show(seen.step, seen.box, self._asked, seen.speaker)

    def _keep_round(self, session: Session | None) -> None:
        """A step that was left begins a new round; one returned to goes on with the old one."""
        if session is None:
            self._round = Round()
        elif (self._round.session, self._round.step) != (session.id, session.step):
            step = self.project.steps.get((session.id, session.step))
            self._round = Round(session.id, session.step, step.spoken if step else ())
            self._asked = 0
            self._moved = True

    def watch_large(self) -> None:
        """Draw the large letters once their place has a size."""
        self.call_after_refresh(self._fit)

    def on_resize(self) -> None:
        """Draw for the new size."""
        self.call_after_refresh(self._fit)

    def _fit(self) -> None:
        if self.has_frame and self.ossbuy.current_stage is self:
            self.tick()

    # --- keys ---------------------------------------------------------------------------------

    def _going(self) -> Session | None:
        """The running workshop; says how to open one where none runs."""
        session = facilitating.running(self.project)
        if session is None:
            toast(self.app, NONE)
        return session

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """In large letters the arrows up and down go through the questions."""
        return self.large if action == "question" else True

    def action_beside(self, by: int) -> None:
        """Go to the next or the previous step, as one act."""
        if session := self._going():
            if key := facilitating.beside(self.project, session, by):
                self._go_to(session, key)
            else:
                last = "This is the last step: E ends the workshop."
                toast(self.app, last if by > 0 else "This is the first step.")

    def _go_to(self, session: Session, key: str) -> None:
        at, heard = written(self.ossbuy.moment()), self._round.heard
        self.ossbuy.do(lambda p: facilitating.step_to(p, session.id, key, at, heard))

    def action_word(self) -> None:
        """The word goes to the next person nobody has heard in this step."""
        if self._going():
            here = self._seen().here
            self._round = self._round.next(here)
            if not here:
                toast(self.app, "Nobody is noted as present: press i to say who is here.")
            elif not self._round.speaking:
                toast(self.app, "Everybody in the room has had the word in this step.")
            self._spoken()

    def action_word_back(self) -> None:
        """Whoever got the word last did not have it."""
        self._round = self._round.back()
        self._spoken()

    def _spoken(self) -> None:
        self.desk.show(self._seen())
        self.tick()
        self.desk.listing("room").go_to(self._round.speaking)

    def action_grant(self) -> None:
        """Five minutes more for this step."""
        if session := self._going():
            self.ossbuy.do(lambda p: facilitating.grant(p, session.id, 5))

    def action_open(self) -> None:
        """Open a workshop."""
        if session := facilitating.running(self.project):
            toast(self.app, f"{session.code} is still running: E ends it.")
        else:
            self.app.push_screen(forms.open_form(self.ossbuy))

    def action_room(self) -> None:
        """Who is in the room."""
        if session := self._going():
            self.app.push_screen(forms.room_form(self.ossbuy, session))

    def action_park(self) -> None:
        """Put something aside."""
        if session := self._going():
            self.app.push_screen(forms.park_form(self.ossbuy, session, self._round.speaking))

    def action_ask(self) -> None:
        """Ask the room, then pass the keyboard round."""
        if session := self._going():
            before = set(self.project.questions)

            def asked(recorded: bool | None) -> None:
                if recorded and (new := set(self.project.questions) - before):
                    Votes(self.ossbuy).pass_round(self.project.questions[new.pop()])

            self.app.push_screen(forms.ask_form(self.ossbuy, session), asked)

    def action_vote(self) -> None:
        """Pass the keyboard round on the focused question, else on the last open one."""
        votes = Votes(self.ossbuy)
        if question := votes.question(self.session, self.desk.focused_question, open_only=True):
            votes.pass_round(question)
        else:
            toast(self.app, "There is no open question: press a to ask one.")

    def action_votes(self) -> None:
        """Show the votes of the focused question, or of the last one."""
        votes = Votes(self.ossbuy)
        if question := votes.question(self.session, self.desk.focused_question):
            votes.look(question)
        else:
            toast(self.app, "Nothing was asked yet: press a to ask the room.")

    def action_stage(self) -> None:
        """Go where the step is worked on; W or Esc comes back."""
        step = self._seen().step
        target = step.screen if step else ""
        if target == self.stage:
            toast(self.app, "This step is worked on here.")
        elif target in {s.id for s in self.ossbuy.stages}:
            self.ossbuy.action_aside(target)
        else:
            toast(self.app, "No screen belongs to this step.")

    def action_type(self) -> None:
        """Large letters, and back."""
        self.large = not self.large

    def action_question(self, by: int) -> None:
        """In large letters: another question of the step."""
        self._asked += by
        self.tick()

    def action_record(self) -> None:
        """Write the record to a file."""
        if session := self.session:
            self.app.push_screen(forms.record_form(self.ossbuy, session))
        else:
            toast(self.app, NONE)

    def action_end(self) -> None:
        """End the workshop, after a yes."""
        if session := self._going():
            at, heard = written(self.ossbuy.moment()), self._round.heard
            self.ossbuy.ask(
                forms.end_words(self.project, session),
                "End",
                lambda: self.ossbuy.do(lambda p: facilitating.end(p, session.id, at, heard)),
            )

    def action_pane(self) -> None:
        """The next pane, where there is no room for all."""
        self.desk.pane = self.desk.after(self.desk.pane)
        self.desk.listing(self.desk.pane).focus()

    @on(Listing.OptionSelected, "#agenda-list")
    def _step_chosen(self, event: Listing.OptionSelected) -> None:
        if (session := self._going()) and event.option_id:
            self._go_to(session, event.option_id)

    @on(Listing.OptionSelected, "#room-list")
    def _person_chosen(self, event: Listing.OptionSelected) -> None:
        if self._going() and event.option_id:
            self._round = self._round.give(event.option_id)
            self._spoken()

    @on(Listing.OptionSelected, "#questions-list")
    def _question_chosen(self, event: Listing.OptionSelected) -> None:
        question = self.project.questions.get(event.option_id or "")
        if question is not None and question.closed:
            Votes(self.ossbuy).look(question)
        elif question is not None:
            Votes(self.ossbuy).pass_round(question)

    @on(Listing.OptionSelected, "#parked-list")
    def _parked_chosen(self, event: Listing.OptionSelected) -> None:
        if item := self.project.parked.get(event.option_id or ""):
            self.app.push_screen(forms.resolve_form(self.ossbuy, item))

    def back(self) -> bool:
        """Leave the large letters."""
        if self.large:
            self.large = False
            return True
        return False
