"""The request on screen: questions, dates, leaks, versions, the short list; state and journal."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import openpyxl
import pytest
from textual.pilot import Pilot
from textual.widgets import Input, Static, TextArea

from conftest import SIZES, Settle, screen_text
from ossbuy.model import commands
from ossbuy.procedure.request.calendar import set_deadline
from ossbuy.procedure.request.clarifying import ask
from ossbuy.procedure.request.issuing import Wanted, prepare, send, versions
from ossbuy.store.workspace import Workspace
from ossbuy.tui.app import OssbuyApp
from ossbuy.tui.modals.changes import Changes
from ossbuy.tui.modals.confirm import Confirm
from ossbuy.tui.modals.dates import Dates
from ossbuy.tui.modals.form import Form
from ossbuy.tui.modals.leaks import Leaks
from ossbuy.tui.modals.short_list import ShortList
from ossbuy.tui.widgets.leak_pane import LeakPane
from ossbuy.tui.widgets.listing import Listing

NOW = dt.datetime(2027, 1, 8, 9, tzinfo=dt.UTC)


def opened(workspace: Workspace, path: Path | None = None) -> OssbuyApp:
    app = OssbuyApp(workspace, path, first="rfp")
    app.moment = lambda: NOW
    return app


def fill(app: OssbuyApp, **texts: str) -> None:
    assert isinstance(app.screen, Form)
    for name, text in texts.items():
        field = app.screen.query_one(f"#{name}")
        if isinstance(field, TextArea):
            field.text = text
        else:
            assert isinstance(field, Input)
            field.value = text


async def press(pilot: Pilot[None], settle: Settle, *keys: str) -> None:
    for key in keys:
        await pilot.press(key)
        await settle(pilot)


async def test_a_question_is_noted_answered_and_published_without_who_asked(
    kestrel: Workspace, settle: Settle
) -> None:
    app = opened(kestrel)
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await settle(pilot)
        await press(pilot, settle, "n")
        fill(app, question="Does Skylark Cloud count?", vendor="skylark", about="C1.2 C2.1")
        await press(pilot, settle, "ctrl+s")
        (said,) = kestrel.project.clarifications.values()
        assert said.code == "Q1"
        assert kestrel.project.label(said.asked_by) == "skylark"
        assert [kestrel.project.label(r) for r in said.requirements] == ["C1.2", "C2.1"]
        await press(pilot, settle, "p")
        assert app.current_stage is app.screen, "there is no answer to publish yet"
        await press(pilot, settle, "enter")
        fill(app, question="Does a cloud service count?", answer="It does.", changes="yes")
        await press(pilot, settle, "ctrl+s")
        assert [e.kind for e in kestrel.history()][-1] == "clarification.answered"
        (said,) = kestrel.project.clarifications.values()
        assert (said.question, said.answer) == ("Does a cloud service count?", "It does.")
        assert said.changes_request
        await press(pilot, settle, "p")
        assert isinstance(app.screen, Confirm)
        await press(pilot, settle, "y")
        (said,) = kestrel.project.clarifications.values()
        assert said.published_to == "all"
        assert "without who asked" in "\n".join(screen_text(app))
        await press(pilot, settle, "delete", "y")
        assert kestrel.project.clarifications, "what was published stays"
        await press(pilot, settle, "g")
        assert app.current_stage is not None
        assert app.current_stage.stage == "requirements"
        assert app.current_stage.focused_thing() == said.requirements[0]


async def test_words_that_tell_who_asked_are_shown_and_asked_about(
    kestrel: Workspace, settle: Settle
) -> None:
    app = opened(kestrel)
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await settle(pilot)
        await press(pilot, settle, "n")
        fill(app, question="May Ductwise bring its own?", vendor="Nobody", answer="It may.")
        await press(pilot, settle, "ctrl+s")
        assert isinstance(app.screen, Form), "an unknown vendor keeps the form open"
        fill(app, vendor="ductwise")
        await press(pilot, settle, "ctrl+s")
        assert "“Ductwise” stands in the question" in "\n".join(screen_text(app))
        await press(pilot, settle, "p")
        assert "would tell who asked" in " ".join("\n".join(screen_text(app)).split())
        await press(pilot, settle, "escape")
        (said,) = kestrel.project.clarifications.values()
        assert not said.published_at
        await press(pilot, settle, "u")
        assert not kestrel.project.clarifications


async def test_dates_are_set_changed_removed_and_taken_back(
    kestrel: Workspace, settle: Settle
) -> None:
    app = opened(kestrel)
    async with app.run_test(size=(120, 36), notifications=True) as pilot:
        await settle(pilot)
        await press(pilot, settle, "d")
        assert isinstance(app.screen, Form), "an empty calendar asks at once"
        fill(app, at="tomorrow")
        await press(pilot, settle, "ctrl+s")
        assert "is no moment" in str(app.screen.query_one(".refusal", Static).content)
        fill(app, at="2027-01-15 12:00+01:00")
        await press(pilot, settle, "ctrl+s")
        (date,) = kestrel.project.deadlines.values()
        assert (date.code, date.what, date.at) == ("D1", "answers", "2027-01-15T11:00:00Z")
        assert isinstance(app.screen, Dates)
        await press(pilot, settle, "enter")
        fill(app, note="by mail")
        await press(pilot, settle, "ctrl+s", "escape")
        text = "\n".join(screen_text(app))
        assert "15 Jan 11:00" in text
        assert "7 days left" in text
        await press(pilot, settle, "d", "delete", "y", "escape")
        assert not kestrel.project.deadlines
        await press(pilot, settle, "u")
        assert next(iter(kestrel.project.deadlines.values())).note == "by mail"


async def test_the_request_goes_out_and_what_changed_since_is_shown(
    kestrel: Workspace, settle: Settle, tmp_path: Path
) -> None:
    app = opened(kestrel, tmp_path / "kestrel.ossbuy")
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await settle(pilot)
        await press(pilot, settle, "x")
        assert app.current_stage is app.screen, "nothing went out yet"
        await press(pilot, settle, "i", "ctrl+s")
        (first,) = versions(kestrel.project)
        assert first.version == "1"
        book = openpyxl.load_workbook(tmp_path / "kestrel-rfp-1.xlsx")
        assert book.sheetnames == ["Start", "Answers", "About you"]
        assert (tmp_path / "kestrel-rfp-1-prices.xlsx").exists()
        ident = kestrel.project.by_code("requirements", "C1.2")
        assert ident
        app.do(lambda p: commands.change(p, "requirement", ident, {"text": "shall run on Oracle"}))
        await settle(pilot)
        text = "\n".join(screen_text(app))
        assert "changed since" in text
        assert [k.kind for k in app.screen.query_one(LeakPane).leaks or ()] == ["brand"]
        await press(pilot, settle, "x")
        assert isinstance(app.screen, Changes)
        assert "Oracle" in "\n".join(screen_text(app))
        await press(pilot, settle, "escape", "i")
        assert isinstance(app.screen, Form)
        await press(pilot, settle, "ctrl+s")
        assert "would leak" in str(app.screen.query_one(".refusal", Static).content)
        fill(app, anyway="yes", changes="after the bidders' day")
        await press(pilot, settle, "ctrl+s")
        assert [i.version for i in versions(kestrel.project)] == ["1", "1.1"]
        assert [e.kind for e in kestrel.history()][-1] == "addendum.issued"
        app.screen.query_one("#versions", Listing).focus()
        app.screen.query_one("#versions", Listing).highlighted = 0
        await press(pilot, settle, "enter")
        assert isinstance(app.screen, Changes)


async def test_a_file_that_is_there_is_never_written_over(
    kestrel: Workspace, settle: Settle, tmp_path: Path
) -> None:
    (tmp_path / "kestrel-rfp-1.xlsx").write_text("mine", encoding="utf-8")
    app = opened(kestrel, tmp_path / "kestrel.ossbuy")
    async with app.run_test(size=(120, 36), notifications=True) as pilot:
        await settle(pilot)
        await press(pilot, settle, "i", "ctrl+s")
        assert isinstance(app.screen, Form)
        assert "is there already" in str(app.screen.query_one(".refusal", Static).content)
        assert not kestrel.project.issues
        assert (tmp_path / "kestrel-rfp-1.xlsx").read_text(encoding="utf-8") == "mine"


async def test_leaks_are_listed_and_enter_goes_to_the_requirement(
    kestrel: Workspace, settle: Settle
) -> None:
    ident = kestrel.project.by_code("requirements", "C6.2")
    assert ident
    text = {"text": "[bold]shall run on Oracle[/] within our budget"}
    kestrel.execute(commands.change(kestrel.project, "requirement", ident, text))
    app = opened(kestrel)
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await settle(pilot)
        assert {k.kind for k in app.screen.query_one(LeakPane).leaks or ()} == {"brand", "budget"}
        await press(pilot, settle, "l")
        assert isinstance(app.screen, Leaks)
        assert "Stays here: 9 feelings" in "\n".join(screen_text(app))
        await press(pilot, settle, "enter")
        assert app.current_stage is not None
        assert app.current_stage.stage == "requirements"
        assert app.current_stage.focused_thing() == ident


async def test_the_short_list_is_made_with_reasons(kestrel: Workspace, settle: Settle) -> None:
    app = opened(kestrel)
    async with app.run_test(size=(120, 36), notifications=True) as pilot:
        await settle(pilot)
        await press(pilot, settle, "s", "t", "y")
        assert sum(r.short for r in kestrel.project.requirements.values()) == 20
        assert isinstance(app.screen, ShortList)
        first = app.screen.current
        await press(pilot, settle, "enter", "ctrl+s")
        assert isinstance(app.screen, Form), "no reason, no short list"
        fill(app, reason="all gates")
        await press(pilot, settle, "ctrl+s")
        assert kestrel.project.shortlisted[first].reason == "all gates"
        await press(pilot, settle, "escape")
        assert "20 requirements asked first" in "\n".join(screen_text(app))
        await press(pilot, settle, "u", "u")
        assert not kestrel.project.shortlisted
        assert not any(r.short for r in kestrel.project.requirements.values())


@pytest.mark.parametrize("size", SIZES)
async def test_what_anybody_typed_is_shown_as_typed(
    kestrel: Workspace, settle: Settle, size: tuple[int, int]
) -> None:
    kestrel.execute(ask(kestrel.project, "[red]Is [/] this\nread as markup?", ""))
    named = set_deadline(kestrel.project, "D1", "other", "2027-01-09", name="[b]Visit[/b]")
    kestrel.execute(named)
    send(kestrel, prepare(kestrel, Wanted(changes="[/] as it was")))
    app = opened(kestrel)
    async with app.run_test(size=size, notifications=True) as pilot:
        await settle(pilot)
        text = "\n".join(screen_text(app))
        assert "[red]Is [/] this" in text
        await press(pilot, settle, "c")
        shown = "\n".join(screen_text(app))
        assert "[b]Visit[/b]" in shown
        await press(pilot, settle, "escape")
        assert "[red]Is [/] this" in "\n".join(screen_text(app))
