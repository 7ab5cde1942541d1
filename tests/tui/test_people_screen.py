"""People: the roster, the air-gap, who is not in the room, the interview, what to try first."""

from __future__ import annotations

import pytest
from textual.widgets import Input, Static, TextArea

from conftest import SIZES, Settle, screen_text
from ossbuy.analysis.evaluate import evaluate
from ossbuy.analysis.matrix import matrix
from ossbuy.analysis.matrix.voices import voice_inputs
from ossbuy.analysis.roster import Roster, roster
from ossbuy.exchange.interview import interview, often_words
from ossbuy.model import commands
from ossbuy.model.trauma import Person
from ossbuy.store.workspace import Workspace
from ossbuy.tui.app import OssbuyApp
from ossbuy.tui.modals.confirm import Confirm
from ossbuy.tui.modals.form import Form
from ossbuy.tui.modals.interview import Interview
from ossbuy.tui.widgets.listing import Listing
from ossbuy.tui.widgets.pain_card import daily_words

WIDE = (120, 36)


def of(workspace: Workspace) -> Roster:
    ev = evaluate(matrix(workspace.project))
    return roster(ev, voice_inputs(workspace.project, ev.matrix, often_words()))


def rows(app: OssbuyApp, which: str = "#list") -> dict[str, list[str]]:
    listing = app.screen.query_one(which, Listing)
    return {r.id: [cell.plain for cell in r.cells] for r in listing.rows}


def said(app: OssbuyApp, which: str) -> str:
    return " ".join(str(app.screen.query_one(which, Static).render()).split())


async def test_the_roster_stands_by_seat_and_marks_daily_users(
    kestrel: Workspace, settle: Settle
) -> None:
    app = OssbuyApp(kestrel)
    async with app.run_test(size=WIDE, notifications=True) as pilot:
        await settle(pilot)
        await pilot.press("P")
        await settle(pilot)
        people, found = kestrel.project.people, of(kestrel)
        listed = rows(app)
        assert set(listed) == set(people)
        seats = [cells[0] for cells in listed.values()]
        order = ["daily user", "supervisor", "project", "executive"]
        assert seats == sorted(seats, key=order.index)
        for ident, cells in listed.items():
            person, voice = people[ident], found.of(ident)
            assert cells[1].startswith("● ") == (person.daily_user or person.seat == "daily user")
            assert cells[2] == ("✔ in" if person.in_room else "✖ no")
            assert cells[4] == str(len(voice.pains) or "–")
            assert cells[6] == (voice.spread.words() if voice.spread else "–")
        first = next(iter(listed))
        assert app.screen.focused_thing() == first
        assert found.of(first).points == max(v.points for v in found.voices.values())


async def test_the_air_gap_and_who_is_missing_are_said(kestrel: Workspace, settle: Settle) -> None:
    pain = kestrel.project.by_code("pains", "P7") or ""
    kestrel.execute(commands.change(kestrel.project, "pain", pain, {"voice": None}))
    app = OssbuyApp(kestrel, first="people")
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await settle(pilot)
        await pilot.press("c", "c")
        await settle(pilot)
        gap = of(kestrel).gap
        assert gap.gap is not None
        assert f"the buyer's air-gap is {100 * gap.gap:.0f} %." in said(app, "#gap-text")
        assert f"░ nobody named {100 * gap.share('unvoiced'):.0f} %" in said(app, "#gap-text")
        missing = said(app, "#missing-text")
        assert "Splice crews of the contractor" in missing
        assert "has told nothing: nobody has asked" in missing
        assert "nobody is named for P7" in missing
        await pilot.press("escape")
        await pilot.pause()
        assert app.screen.query_one("#roster").display


async def test_somebody_is_named_edited_and_removed(kestrel: Workspace, settle: Settle) -> None:
    app = OssbuyApp(kestrel, first="people")
    async with app.run_test(size=WIDE, notifications=True) as pilot:
        await settle(pilot)
        await pilot.press("n")
        await pilot.pause()
        form = app.screen
        assert isinstance(form, Form)
        form.query_one("#name", Input).value = "Ann [/] Other"
        await pilot.press("ctrl+s")
        await pilot.pause()
        assert "needs an id" in str(form.query_one(".refusal", Static).render())
        typed = {"code": "ann", "seat": "daily user", "in_room": "no", "hours_week": "x"}
        for name, text in typed.items():
            form.query_one(f"#{name}", Input).value = text
        await pilot.press("ctrl+s")
        await pilot.pause()
        assert "hours" in str(form.query_one(".refusal", Static).render())
        assert form.query_one("#name", Input).value == "Ann [/] Other"
        form.query_one("#hours_week", Input).value = "20"
        await pilot.press("ctrl+s")
        await settle(pilot)
        ann = kestrel.project.by_code("people", "ann") or ""
        person = kestrel.project.people[ann]
        assert (person.seat, person.in_room, person.hours_week) == ("daily user", False, 20)
        assert kestrel.history()[-1].kind == "person.named"
        assert "Ann [/] Other" in said(app, "#missing-text")
        app.current_stage.select(ann)
        await pilot.press("enter")
        await pilot.pause()
        app.screen.query_one("#in_room", Input).value = "yes"
        await pilot.press("ctrl+s")
        await settle(pilot)
        assert kestrel.project.people[ann].in_room is True
        await pilot.press("delete")
        await pilot.pause()
        assert isinstance(app.screen, Confirm)
        await pilot.press("y")
        await settle(pilot)
        assert ann not in kestrel.project.people


async def test_who_voted_cannot_be_removed(kestrel: Workspace, settle: Settle) -> None:
    voter = next(person for _, person in kestrel.project.votes)
    app = OssbuyApp(kestrel, first="people")
    async with app.run_test(size=WIDE, notifications=True) as pilot:
        await settle(pilot)
        app.current_stage.select(voter)
        seq = kestrel.seq
        await pilot.press("delete", "y")
        await settle(pilot)
        assert kestrel.seq == seq
        assert any("redact the name instead" in n.message for n in app._notifications)


@pytest.mark.parametrize("size", SIZES)
async def test_an_interview_is_one_act_and_ranks_the_process(
    kestrel: Workspace, settle: Settle, size: tuple[int, int]
) -> None:
    app = OssbuyApp(kestrel, first="people")
    async with app.run_test(size=size, notifications=True) as pilot:
        await settle(pilot)
        petrova = kestrel.project.by_code("people", "petrova") or ""
        app.current_stage.select(petrova)
        await pilot.press("i")
        await pilot.pause()
        form = app.screen
        assert isinstance(form, Interview)
        assert form.query_one(".script").display == (size == WIDE)
        question = interview().questions[0]
        assert question.ask in " ".join(screen_text(app)).replace("│", " ") or size == WIDE
        form.query_one("#duties", TextArea).text = "Finds free ports."
        form.query_one("#vital_process", Input).value = "Find a free port"
        form.query_one("#vital_often", Input).value = "thirty times a day"
        form.query_one("#other_processes", TextArea).text = "Survey; [/] photos"
        seq = kestrel.seq
        await pilot.press("ctrl+s")
        await settle(pilot)
        assert kestrel.seq == seq + 1
        found = of(kestrel)
        first = found.scenarios[0]
        assert first.name == "Find a free port"
        assert first.score == pytest.approx(5 * found.of(petrova).points)
        listed = rows(app, "#processes")
        assert listed["Find a free port"][0] == "1"
        assert listed["Find a free port"][4] == f"{first.score:.0f}"
        assert listed["[/] photos"][4] == "–"


async def test_the_question_of_the_focused_field_is_lit(kestrel: Workspace, settle: Settle) -> None:
    app = OssbuyApp(kestrel, first="people")
    async with app.run_test(size=WIDE, notifications=True) as pilot:
        await settle(pilot)
        await pilot.press("i")
        await pilot.pause()
        app.screen.query_one("#vital_process").focus()
        await pilot.pause()
        lit = [
            q.field
            for q in interview().questions
            if str(app.screen.query_one(f"#ask-{q.field}", Static).render()).startswith("►")
        ]
        assert lit == ["vital_process"]


async def test_the_matrix_shows_who_does_what(kestrel: Workspace, settle: Settle) -> None:
    app = OssbuyApp(kestrel, first="people")
    async with app.run_test(size=WIDE, notifications=True) as pilot:
        await settle(pilot)
        await pilot.press("m")
        await settle(pilot)
        text = str(app.screen.query_one("#matrix-text", Static).render())
        head, *lines = text.splitlines()
        nowak = head.index("nowak")
        vital = next(line for line in lines if line.startswith("Trace a free duct"))
        other = next(line for line in lines if line.startswith("Bill of materials"))
        assert (vital[nowak], other[nowak]) == ("●", "○")
        await pilot.press("escape")
        await pilot.pause()
        assert app.screen.query_one("#list").display


async def test_from_a_person_to_what_they_told(kestrel: Workspace, settle: Settle) -> None:
    app = OssbuyApp(kestrel, first="people")
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await settle(pilot)
        petrova = kestrel.project.by_code("people", "petrova") or ""
        for key in ("g", "b"):
            app.current_stage.select(petrova)
            await pilot.press(key)
            await settle(pilot)
            assert app.screen.stage == "trauma"
            assert app.screen.focused_thing() == of(kestrel).of(petrova).pains[0]
            await pilot.press("escape")
            await settle(pilot)
            assert app.screen.stage == "people"
        app.current_stage.select(kestrel.project.by_code("people", "halloran") or "")
        await pilot.press("g")
        await settle(pilot)
        assert app.screen.stage == "people"


async def test_a_project_of_nobody_says_what_to_do(settle: Settle) -> None:
    with Workspace.in_memory("M. Okafor") as empty:
        app = OssbuyApp(empty, first="people")
        async with app.run_test(size=(80, 24), notifications=True) as pilot:
            await settle(pilot)
            await pilot.press("i", "delete", "m", "escape", "c")
            await settle(pilot)
            assert "n names the first" in said(app, "#person-text")


def test_nobody_is_called_no_daily_user_before_it_is_said() -> None:
    ana = Person(id="1", code="ana")
    assert daily_words(ana) == ""
    assert daily_words(ana.model_copy(update={"seat": "executive"})) == "not a daily user"
    assert daily_words(ana.model_copy(update={"daily_user": True})) == "uses it daily"
