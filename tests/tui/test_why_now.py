"""Why now: trigger events told on screen, and the urgency that follows from them."""

from __future__ import annotations

import datetime as dt

from textual.widgets import Input, Static, TextArea

from conftest import Settle
from ossbuy.model import commands
from ossbuy.store.workspace import Workspace
from ossbuy.tui.app import OssbuyApp
from ossbuy.tui.modals.confirm import Confirm
from ossbuy.tui.modals.form import Form
from ossbuy.tui.modals.triggers import Triggers
from ossbuy.tui.widgets.listing import Listing

TODAY = dt.date(2026, 11, 30)


def _app(workspace: Workspace) -> OssbuyApp:
    app = OssbuyApp(workspace)
    app.clock = lambda: TODAY
    return app


def _panel(app: OssbuyApp) -> str:
    return str(app.current_stage.query_one("#events", Static).render())


async def test_the_urgency_says_what_it_was_reckoned_from(
    kestrel: Workspace, settle: Settle
) -> None:
    app = _app(kestrel)
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await settle(pilot)
        assert "urgency €2.89M = €160k × 18.0 months to 31 May 2028, from 30 Nov 2026" in _panel(
            app
        )


async def test_a_deadline_that_passed_is_said_in_words(kestrel: Workspace, settle: Settle) -> None:
    first = next(iter(kestrel.project.triggers))
    kestrel.execute(commands.change(kestrel.project, "trigger", first, {"deadline": "2026-09-30"}))
    app = _app(kestrel)
    async with app.run_test(size=(120, 36), notifications=True) as pilot:
        await settle(pilot)
        said = _panel(app)
        assert "the deadline of 30 Sep 2026 passed 2.0 months ago" in said
        assert "urgency" not in said


async def test_nothing_is_invented_without_a_cost(kestrel: Workspace, settle: Settle) -> None:
    first = next(iter(kestrel.project.triggers))
    kestrel.execute(
        commands.change(kestrel.project, "trigger", first, {"cost_of_delay_month": None})
    )
    app = _app(kestrel)
    async with app.run_test(size=(120, 36), notifications=True) as pilot:
        await settle(pilot)
        said = _panel(app)
        assert "what a month of delay costs is not said" in said
        assert "urgency" not in said


async def test_an_event_is_told_edited_and_removed(kestrel: Workspace, settle: Settle) -> None:
    app = _app(kestrel)
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await settle(pilot)
        await pilot.press("T")
        await pilot.pause()
        listed = app.screen
        assert isinstance(listed, Triggers)
        assert len(listed.query_one(Listing).rows) == 2
        await pilot.press("n")
        await pilot.pause()
        form = app.screen
        assert isinstance(form, Form)
        await pilot.press("ctrl+s")
        await pilot.pause()
        assert app.screen is listed, "an empty form records nothing and closes"
        await pilot.press("n")
        await pilot.pause()
        form = app.screen
        form.query_one("#deadline", Input).value = "soon"
        await pilot.press("ctrl+s")
        await pilot.pause()
        assert "enter a sentence" in str(form.query_one(".refusal").render())
        form.query_one("#statement", TextArea).text = "The regulator asked again."
        await pilot.press("ctrl+s")
        await pilot.pause()
        refusal = str(form.query_one(".refusal").render())
        assert "T3: deadline is 'soon': it must be a date written as 2026-05-31" in refusal
        form.query_one("#deadline", Input).value = "2027-11-30"
        form.query_one("#cost_of_delay_month", Input).value = "10000"
        form.query_one("#escalated_by", Input).value = "petrova"
        form.query_one("#workaround_ended", TextArea).text = "The spreadsheet's author left."
        form.query_one("#hard", Input).value = "yes"
        await pilot.press("ctrl+s")
        await settle(pilot)
        assert app.screen is listed
        event = kestrel.history()[-1]
        assert event.kind == "trigger.told"
        told = kestrel.project.triggers[kestrel.project.by_code("triggers", "T3") or ""]
        assert (told.deadline, told.hard) == (dt.date(2027, 11, 30), True)
        assert kestrel.project.people[told.escalated_by].code == "petrova"
        assert told.workaround_ended == "The spreadsheet's author left."
        assert "T3 urgency €120k = €10k × 12.0 months" in _panel(app)
        await pilot.press("end", "enter")
        await pilot.pause()
        app.screen.query_one("#type", Input).value = "regulator action"
        await pilot.press("ctrl+s")
        await settle(pilot)
        assert kestrel.project.triggers[told.id].type == "regulator action"
        await pilot.press("delete")
        await pilot.pause()
        assert isinstance(app.screen, Confirm)
        await pilot.press("y")
        await settle(pilot)
        assert told.id not in kestrel.project.triggers
        await pilot.press("escape")
        await pilot.pause()
        assert app.screen is app.current_stage
        await pilot.press("ctrl+z")
        await settle(pilot)
        assert kestrel.project.triggers[told.id].type == "regulator action"


async def test_where_nothing_was_told_it_is_asked_at_once(settle: Settle) -> None:
    app = _app(Workspace.in_memory("somebody"))
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await settle(pilot)
        assert "Press T to say why now" in _panel(app)
        await pilot.press("T")
        await settle(pilot)
        form = app.screen
        assert isinstance(form, Form)
        kind = form.query_one("#type", Input)
        assert kind.has_focus
        await pilot.press(*"lost")
        await pilot.pause()
        assert str(form.query_one(".hint").render()).endswith("one of these: lost customer")


async def test_the_past_is_reckoned_from_its_own_day(kestrel: Workspace, settle: Settle) -> None:
    app = _app(kestrel)
    async with app.run_test(size=(120, 36), notifications=True) as pilot:
        await settle(pilot)
        app.travel(1)
        await settle(pilot)
        recorded = dt.datetime.fromisoformat(kestrel.history()[0].recorded_at).astimezone()
        assert f"from {recorded:%d %b %Y}" in _panel(app)
