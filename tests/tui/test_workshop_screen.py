"""The Workshop screen by keyboard: steps on record, votes unseen, a clock that stands still."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Digits, Input, Static, TextArea

from conftest import Settle, screen_text
from ossbuy.model import commands, voting
from ossbuy.model.events import Event
from ossbuy.model.workshop import Session
from ossbuy.store.workspace import Workspace
from ossbuy.tui.app import OssbuyApp
from ossbuy.tui.frame import Journey
from ossbuy.tui.modals.form import Form
from ossbuy.tui.modals.passing import Passing
from ossbuy.tui.modals.shown import Shown
from ossbuy.tui.screens.workshop import Workshop
from ossbuy.tui.widgets.listing import Listing
from workshops import Clock

# Slow: every test starts a program of its own or a whole screen; run by make sweep and CI.
pytestmark = pytest.mark.sweep

SIZES = ((80, 24), (120, 36))
THREE = "Ana Petrova, planning\nTunde Adeyemi, field\nPer Lund"


class Desk:
    """An empty project on screen with a clock of its own."""

    def __init__(self, path: Path, first: str = "workshop") -> None:
        self.clock = Clock()
        self.w = Workspace.create(path, "M. Okafor", clock=self.clock)
        self.w.execute(commands.describe(self.w.project, {"name": "Nordnetz", "currency": "EUR"}))
        self.w.execute(commands.add(self.w.project, "pain", {"code": "P1", "name": "Ghost ports"}))
        self.app = OssbuyApp(self.w, path, first=first)
        self.app.moment = self.clock

    @property
    def session(self) -> Session:
        """The workshop."""
        (found,) = self.w.project.sessions.values()
        return found

    @property
    def last(self) -> Event:
        """The act recorded last."""
        return self.w.history()[-1]

    @property
    def text(self) -> str:
        """What stands on the screen."""
        return "\n".join(screen_text(self.app))

    def at(self, minute: float) -> None:
        """Let time go by, as the application notices it every second."""
        self.clock.minute = minute
        assert self.app.current_stage is not None
        self.app.current_stage.tick()

    def screen(self) -> Workshop:
        """The screen."""
        found = self.app.current_stage
        assert isinstance(found, Workshop)
        return found


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = Desk(tmp_path / "nordnetz.ossbuy")
    yield made
    made.w.close()


async def opened(desk: Desk, pilot: Pilot[None], settle: Settle, people: str = THREE) -> None:
    """Open a workshop by its form."""
    await settle(pilot)
    await pilot.press("n")
    desk.app.screen.query_one("#present", TextArea).text = people
    await pilot.press("ctrl+s")
    await settle(pilot)
    assert desk.session.code == "W1"


async def test_a_workshop_is_opened_in_an_empty_project_by_keys(desk: Desk, settle: Settle) -> None:
    async with desk.app.run_test(size=(80, 24), notifications=True) as pilot:
        await settle(pilot)
        assert "press n to open one" in desk.text
        await pilot.press("right")
        assert desk.w.seq == 2, "there is nothing to step through"
        await pilot.press("n", "tab", *"Day one", "tab", *"Per Lund", "tab")
        await pilot.press(*"Per Lund, NOC", "enter", *"petrvoa", "ctrl+s")
        await settle(pilot)
        assert isinstance(desk.app.screen, Form), "a refusal keeps the form"
        assert "no person 'petrvoa'" in desk.text
        await pilot.press(*" x", "ctrl+s")
        await settle(pilot)
        assert desk.session.title == "Day one"
        people = desk.w.project.people
        assert [people[p].name for p in desk.session.present] == ["Per Lund", "petrvoa x"]
        assert people[desk.session.facilitator].name == "Per Lund"
        assert desk.last.kind == "workshop.opened"
        assert "It begins with: Why we are here." in desk.text
        await pilot.press("n")
        assert not isinstance(desk.app.screen, Form), "only one runs at a time"


async def test_an_agenda_that_is_not_there_keeps_what_was_typed(desk: Desk, settle: Settle) -> None:
    async with desk.app.run_test(size=(80, 24), notifications=True) as pilot:
        await settle(pilot)
        await pilot.press("n", *"x", "ctrl+s")
        await settle(pilot)
        assert "no such agenda" in desk.text
        assert desk.app.screen.query_one("#agenda", Input).value == "three-hoursx"
        assert desk.w.project.sessions == {}


async def test_each_step_is_one_act_and_undo_takes_it_back(desk: Desk, settle: Settle) -> None:
    async with desk.app.run_test(size=(80, 24), notifications=True) as pilot:
        await opened(desk, pilot, settle)
        seq = desk.w.seq
        await pilot.press("right")
        desk.at(12)
        await pilot.press("right")
        await settle(pilot)
        assert desk.w.seq == seq + 2
        assert desk.last.kind == "workshop.stepped"
        assert desk.session.step == "trigger"
        welcome = desk.w.project.steps[desk.session.id, "welcome"]
        assert (welcome.began[11:19], welcome.ended[11:19]) == ("09:00:00", "09:12:00")
        assert desk.app.screen.query_one("#agenda-list", Listing).current == "trigger"
        await pilot.press("left")
        await settle(pilot)
        assert desk.session.step == "welcome"
        await pilot.press("ctrl+z", "ctrl+z")
        await settle(pilot)
        assert desk.session.step == "welcome"
        assert desk.w.project.steps[desk.session.id, "welcome"].turn.startswith("2026-05-04T09:00")
        await pilot.press("left")
        assert desk.session.step == "welcome", "there is none before the first"
        desk.screen().query_one("#agenda-list", Listing).go_to("close")
        await pilot.press("enter", "right")
        await settle(pilot)
        assert desk.session.step == "close", "there is none after the last"


async def test_the_clock_runs_warns_and_leaves_alone_what_it_does_not_move(
    desk: Desk, settle: Settle
) -> None:
    async with desk.app.run_test(size=(80, 24), notifications=True) as pilot:
        await opened(desk, pilot, settle)
        await pilot.press("right")
        await settle(pilot)
        figures = desk.screen().query_one("#figures", Digits)
        words = desk.screen().query_one("#clock-words", Static)
        assert figures.value == "10:00"
        assert "all done by 12:00" in desk.text
        before = words.content
        desk.at(0)
        assert words.content is before, "nothing was painted again"
        desk.at(8.5)
        assert figures.value == "1:30"
        assert "nearly over" in str(words.content)
        desk.at(11)
        await pilot.pause()
        assert figures.value == "-1:00"
        assert figures.has_class("-over")
        assert "over by 1 min" in desk.text
        await pilot.press("plus")
        await settle(pilot)
        assert figures.value == "4:00"
        assert not figures.has_class("-over")
        assert desk.w.project.steps[desk.session.id, "welcome"].extra == 5


async def test_the_word_goes_round_and_is_noted_with_the_step(desk: Desk, settle: Settle) -> None:
    async with desk.app.run_test(size=(120, 36), notifications=True) as pilot:
        await opened(desk, pilot, settle)
        await pilot.press("right", "space", "space")
        await settle(pilot)
        assert "► Tunde Adeyemi" in desk.text
        assert "2 of 3 have had the word" in desk.text
        seq = desk.w.seq
        await pilot.press("backspace", "space", "space")
        assert desk.w.seq == seq, "a turn is no act of its own"
        await pilot.press("right")
        await settle(pilot)
        ana, tunde, per = desk.session.present
        assert desk.w.project.steps[desk.session.id, "welcome"].spoken == (ana, tunde, per)
        assert "0 of 3 have had the word" in desk.text
        await pilot.press("left")
        await settle(pilot)
        assert "3 of 3 have had the word" in desk.text
        assert await told(pilot, "space") == "Everybody in the room has had the word in this step."


async def told(pilot: Pilot[None], key: str) -> str:
    """What a key says in the corner."""
    before = len(pilot.app._notifications)
    await pilot.press(key)
    await pilot.pause()
    said = list(pilot.app._notifications)
    assert len(said) > before
    return said[-1].message


async def test_whoever_has_the_word_parks_and_it_is_resolved(desk: Desk, settle: Settle) -> None:
    async with desk.app.run_test(size=(120, 36), notifications=True) as pilot:
        await opened(desk, pilot, settle)
        await pilot.press("right", "space", "p", *"Who pays?", "ctrl+s")
        await settle(pilot)
        (item,) = desk.w.project.parked.values()
        assert (item.code, item.text, item.by) == ("K1", "Who pays?", desk.session.present[0])
        desk.screen().query_one("#parked-list").focus()
        await pilot.press("enter", *"The board.", "ctrl+s")
        await settle(pilot)
        assert desk.w.project.parked[item.id].resolution == "The board."
        assert "Who pays? → The board." in desk.text


async def test_who_is_in_the_room_is_changed_by_lines(desk: Desk, settle: Settle) -> None:
    async with desk.app.run_test(size=(80, 24), notifications=True) as pilot:
        await opened(desk, pilot, settle)
        await pilot.press("i")
        area = desk.app.screen.query_one("#present", TextArea)
        assert area.text == "petrova\nadeyemi\nlund"
        area.text = "lund\nMia Berg, finance"
        await pilot.press("ctrl+s")
        await settle(pilot)
        people = desk.w.project.people
        assert [people[p].code for p in desk.session.present] == ["lund", "berg"]


async def asked(desk: Desk, pilot: Pilot[None], settle: Settle) -> str:
    """Ask how bad P1 is, by the form."""
    await pilot.press("a", *"How bad?", "tab", *"P1", "ctrl+s")
    await settle(pilot)
    assert isinstance(desk.app.screen, Passing), "the keyboard goes round at once"
    return voting.questions_of(desk.w.project, desk.session.id)[-1].id


@pytest.mark.parametrize("size", SIZES)
async def test_nobody_sees_a_vote_before_all_have_voted(
    desk: Desk, settle: Settle, size: tuple[int, int]
) -> None:
    async with desk.app.run_test(size=size, notifications=True) as pilot:
        await opened(desk, pilot, settle)
        await pilot.press("right")
        question = await asked(desk, pilot, settle)
        seen = desk.text
        assert "The keyboard goes to" in seen
        assert "crisis" not in seen
        await pilot.press("4")
        assert desk.w.project.votes == {}, "not before the keyboard is in somebody's hands"
        for place, vote in enumerate(("4", "5", "4")):
            await pilot.press("enter")
            await settle(pilot)
            assert "crisis" in desk.text, "what each level means"
            await pilot.press(vote)
            await settle(pilot)
            person = desk.session.present[place]
            assert desk.w.project.votes[question, person].value == vote
            assert desk.last.on_behalf_of == person
            assert desk.last.kind == "vote.cast"
            said = desk.text
            assert "crisis" not in said
            assert "existential" not in said
            assert f"{place + 1} have voted" in said
            assert not desk.w.project.questions[question].closed
        await pilot.press("enter")
        await settle(pilot)
        assert isinstance(desk.app.screen, Shown)
        assert desk.last.kind == "votes.shown"
        assert "Median 4, from 4 to 5; 3 voted." in desk.text
        assert "t sets severity of P1 to 4" in desk.text
        await pilot.press("t")
        await settle(pilot)
        assert [p.severity for p in desk.w.project.pains.values()] == [4]
        assert desk.last.reason == "voted in W1 Q1"
        await pilot.press("n")
        await settle(pilot)
        assert "Tunde Adeyemi" in desk.text
        await pilot.press("escape", "s")
        await settle(pilot)
        assert isinstance(desk.app.screen, Shown), "and again later"


async def test_the_history_and_the_help_do_not_tell_either(desk: Desk, settle: Settle) -> None:
    async with desk.app.run_test(size=(120, 36), notifications=True) as pilot:
        await opened(desk, pilot, settle)
        await pilot.press("a", *"Which?", "tab", "tab", "end", *["backspace"] * 3, *"choice")
        await pilot.press("tab", *"crimson", "enter", *"teal", "ctrl+s")
        await settle(pilot)
        assert isinstance(desk.app.screen, Passing)
        await pilot.press("enter", "2")
        await settle(pilot)
        assert [v.value for v in desk.w.project.votes.values()] == ["teal"]
        await pilot.press("f1")
        await settle(pilot)
        assert "teal" not in desk.text
        await pilot.press("escape", "escape", "H")
        await settle(pilot)
        assert "voted on Q1" in desk.text
        assert "teal" not in desk.text


async def test_leaving_keeps_the_votes_and_the_round_goes_on(desk: Desk, settle: Settle) -> None:
    async with desk.app.run_test(size=(80, 24), notifications=True) as pilot:
        await opened(desk, pilot, settle)
        question = await asked(desk, pilot, settle)
        await pilot.press("tab", "enter", "2", "escape")
        await settle(pilot)
        ana, tunde, per = desk.session.present
        assert voting.voted(desk.w.project, question) == (tunde,), "Ana is asked later"
        await pilot.press("v", "enter", "3", "backspace", "enter", "1")
        await settle(pilot)
        votes = desk.w.project.votes
        assert votes[question, ana].value == "1", "voting again replaces"
        assert (question, per) not in votes
        await pilot.press("x")
        await settle(pilot)
        assert "Per Lund has not voted." in desk.text
        await pilot.press("n")
        await settle(pilot)
        assert not desk.w.project.questions[question].closed
        await pilot.press("s", "y")
        await settle(pilot)
        assert desk.w.project.questions[question].absent == (per,)
        assert "Median 1.5, from 1 to 2; 2 voted, without Per Lund." in desk.text
        assert "1 or 2 sets severity of P1 to 1 or 2" in desk.text
        await pilot.press("t")
        await settle(pilot)
        assert "let the room choose one of them" in desk.text
        await pilot.press("2")
        await settle(pilot)
        assert [p.severity for p in desk.w.project.pains.values()] == [2]


async def test_nobody_in_the_room_and_nothing_asked_are_said(desk: Desk, settle: Settle) -> None:
    async with desk.app.run_test(size=(80, 24), notifications=True) as pilot:
        await opened(desk, pilot, settle, people="")
        assert "press a to ask one" in await told(pilot, "v")
        assert "press a to ask the room" in await told(pilot, "s")
        assert "press i to say who is here" in await told(pilot, "space")
        await pilot.press("a", *"Why?", "ctrl+s")
        await settle(pilot)
        assert not isinstance(desk.app.screen, Passing)
        assert "Nobody has voted on Q1" in await told(pilot, "s")


@pytest.mark.parametrize("size", SIZES)
async def test_large_letters_show_the_step_the_time_and_one_question(
    desk: Desk, settle: Settle, size: tuple[int, int]
) -> None:
    async with desk.app.run_test(size=size, notifications=True) as pilot:
        await opened(desk, pilot, settle)
        await pilot.press("right", "right", "right", "t")
        await settle(pilot)
        first = desk.text
        assert "Nordnetz" not in first, "no header"
        assert "Trauma" not in first, "no strip"
        assert "help" not in first, "no footer"
        assert sum(c in "▀▄█▌▐▘▝▖▗▙▛▜▟▚▞" for c in first) > 200
        assert "left of 40 min" in first
        await pilot.press("down")
        await settle(pilot)
        assert "question 2 of 4" in desk.text
        assert desk.text.splitlines()[:5] == first.splitlines()[:5], "title and time stay"
        desk.at(41)
        await pilot.pause()
        assert "over by 1 min · the box was 40 min" in desk.text
        await pilot.press("space", "escape")
        await settle(pilot)
        assert "Nordnetz" in desk.text
        assert desk.app.current_stage is desk.screen()


@pytest.mark.parametrize("size", SIZES)
async def test_other_stages_show_the_running_step_without_moving(
    tmp_path: Path, settle: Settle, size: tuple[int, int]
) -> None:
    desk = Desk(tmp_path / "x.ossbuy", first="trauma")
    async with desk.app.run_test(size=size, notifications=True) as pilot:
        await settle(pilot)
        strip = desk.app.screen.query_one(Journey).region
        assert "►" not in desk.text.splitlines()[0]
        await pilot.press("W")
        await opened(desk, pilot, settle)
        await pilot.press("right", "1")
        desk.at(3)
        await settle(pilot)
        assert "► Why we are here 7 min left" in desk.text.splitlines()[0]
        assert desk.app.screen.query_one(Journey).region == strip
        desk.at(14)
        await pilot.pause()
        assert "▲ Why we are here 4 min over" in desk.text.splitlines()[0]
        await pilot.press("W", "E", "y", "1")
        await settle(pilot)
        assert "Why we are here" not in desk.text.splitlines()[0]
    desk.w.close()


async def test_the_step_leads_to_its_screen_and_esc_comes_back(desk: Desk, settle: Settle) -> None:
    async with desk.app.run_test(size=(80, 24), notifications=True) as pilot:
        await opened(desk, pilot, settle)
        await pilot.press("right")
        assert await told(pilot, "o") == "This step is worked on here."
        await pilot.press("right", "o")
        await settle(pilot)
        assert desk.app.current_stage is not None
        assert desk.app.current_stage.stage == "trauma"
        await pilot.press("escape")
        await settle(pilot)
        assert desk.screen()


async def test_the_record_is_written_by_a_key(desk: Desk, settle: Settle, tmp_path: Path) -> None:
    async with desk.app.run_test(size=(80, 24), notifications=True) as pilot:
        await opened(desk, pilot, settle)
        await pilot.press("right", "e", "enter")
        await settle(pilot)
        assert (tmp_path / "nordnetz-W1.xlsx").is_file()
        await pilot.press("e", "enter")
        await settle(pilot)
        assert "is there already: name another" in " ".join(desk.text.split())
        await pilot.press("end", *["backspace"] * 4, *"md", "tab", "end", *"pe", "ctrl+s")
        await settle(pilot)
        assert "Names are yes or no, not 'nope'" in " ".join(desk.text.split())
        await pilot.press(*["backspace"] * 4, *"yes", "ctrl+s")
        await settle(pilot)
        assert not isinstance(desk.app.screen, Form)
        assert (tmp_path / "nordnetz-W1.md").read_text().startswith("# W1 From what hurts")


async def test_ending_asks_first_and_says_how_it_went(desk: Desk, settle: Settle) -> None:
    async with desk.app.run_test(size=(80, 24), notifications=True) as pilot:
        await opened(desk, pilot, settle)
        await pilot.press("right")
        desk.at(14)
        await pilot.press("E", "n")
        await settle(pilot)
        assert not desk.session.ended
        await pilot.press("E", "y")
        await settle(pilot)
        assert desk.session.ended == "2026-05-04T09:14:00Z"
        assert "14 min of 3 h planned." in desk.text
        assert "press n to open one" in await told(pilot, "right")
        await pilot.press("ctrl+z")
        await settle(pilot)
        assert not desk.session.ended


async def test_ending_names_the_questions_that_were_not_shown(desk: Desk, settle: Settle) -> None:
    async with desk.app.run_test(size=(120, 36), notifications=True) as pilot:
        await opened(desk, pilot, settle)
        await pilot.press("right")
        await asked(desk, pilot, settle)
        await pilot.press("escape", "E")
        await settle(pilot)
        assert "not to be voted on any more: Q1." in " ".join(desk.text.split())


async def test_the_past_has_no_clock_and_takes_no_act(desk: Desk, settle: Settle) -> None:
    async with desk.app.run_test(size=(80, 24), notifications=True) as pilot:
        await opened(desk, pilot, settle)
        await pilot.press("right", "H", "t", "W")
        await settle(pilot)
        assert "as it stood then" in desk.text
        assert "min left" not in desk.text
        seq = desk.w.seq
        await pilot.press("right", "plus")
        await settle(pilot)
        assert desk.w.seq == seq


@pytest.mark.parametrize("size", SIZES)
async def test_the_panes_of_a_narrow_screen_come_by_one_key(
    desk: Desk, settle: Settle, size: tuple[int, int]
) -> None:
    async with desk.app.run_test(size=size, notifications=True) as pilot:
        await opened(desk, pilot, settle)
        shown = []
        for _ in range(4):
            await pilot.press("c")
            await settle(pilot)
            lists = desk.screen().query(Listing)
            shown.append([x.id for x in lists if x.region.area])
            assert desk.app.focused in lists
        if size == (80, 24):
            assert shown == [["room-list"], ["questions-list"], ["parked-list"], ["agenda-list"]]
        else:
            assert all(len(ids) == 4 for ids in shown)


@pytest.mark.sweep
@pytest.mark.parametrize("size", SIZES)
async def test_whatever_people_type_is_shown_as_typed(
    desk: Desk, settle: Settle, size: tuple[int, int]
) -> None:
    async with desk.app.run_test(size=size, notifications=True) as pilot:
        await opened(desk, pilot, settle, people="[/] O'Neil, [x]\n[REQ-1] Noa\n李 雷")
        await pilot.press("right", "space", "p", *"park [/] this", "ctrl+s")
        await pilot.press("a", *"[b]Why[/] ☃?", "ctrl+s")
        await settle(pilot)
        assert "[b]Why[/] ☃?" in desk.text
        for vote in "135":
            await pilot.press("enter", vote)
        await settle(pilot)
        await pilot.press("enter", "n")
        await settle(pilot)
        assert "[REQ-1] Noa" in desk.text
        await pilot.press("escape", "t")
        await settle(pilot)
        assert "► [/] O'Neil" in desk.text
        await pilot.press("t", "p", "escape")
        await settle(pilot)
        desk.screen().desk.pane = "parked"
        await settle(pilot)
        assert "park [/] this" in desk.text
