"""Vendors' files taken in, opened and withdrawn by keyboard."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Input, Static

from conftest import Settle, screen_text
from ossbuy.model import commands
from ossbuy.procedure.files.build import begin
from ossbuy.procedure.lock import lock_weights
from ossbuy.store.workspace import Workspace
from ossbuy.tui.app import OssbuyApp
from ossbuy.tui.modals.confirm import Confirm
from ossbuy.tui.modals.form import Form
from ossbuy.tui.modals.received import Received
from ossbuy.tui.modals.which_file import WhichFile
from ossbuy.tui.widgets.listing import Listing
from small import KESTREL


@pytest.fixture
def asked() -> Workspace:
    """Three requirements of Kestrel, two vendors invited, nothing received."""
    workspace = Workspace.in_memory("M. Okafor")
    begin(workspace, "Small", "EUR")
    workspace.execute(commands.add(workspace.project, "section", {"code": "C1", "title": "Model"}))
    section = next(iter(workspace.project.sections))
    for code in ("C1.1", "C1.2", "C1.3"):
        fields = {"code": code, "section": section, "text": f"The inventory shall do {code}."}
        workspace.execute(commands.add(workspace.project, "requirement", fields))
    for code in ("ductwise", "skylark"):
        workspace.execute(commands.add(workspace.project, "vendor", {"code": code}))
    workspace.execute(commands.set_policy(workspace.project, {"price_share": 0.4, "blend": 0}))
    return workspace


async def _take_in(app: OssbuyApp, pilot: Pilot[None], settle: Settle, path: Path) -> Form:
    await pilot.press("n")
    await settle(pilot)
    assert isinstance(app.screen, WhichFile)
    app.screen.query_one(Input).value = str(path)
    await pilot.press("enter")
    await settle(pilot)
    assert isinstance(app.screen, Form)
    return app.screen


async def test_a_file_comes_in_is_opened_and_is_withdrawn(
    asked: Workspace, settle: Settle, tmp_path: Path
) -> None:
    path = Path(shutil.copy(KESTREL / "answers" / "ductwise.xlsx", tmp_path / "from Ductwise.xlsx"))
    app = OssbuyApp(asked, first="answers")
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await settle(pilot)
        await pilot.press("r")
        await settle(pilot)
        form = await _take_in(app, pilot, settle, path)
        assert form.query_one("#vendor", Input).value == "ductwise"
        await pilot.press("ctrl+s")
        await settle(pilot)
        assert isinstance(app.screen, Received)
        (file,) = asked.project.files.values()
        assert (file.answered, file.asked) == (3, 3)
        assert not asked.project.unsealed
        # Before the lock it takes a reason.
        await pilot.press("o")
        await settle(pilot)
        assert isinstance(app.screen, Form)
        await pilot.press("ctrl+s")
        await settle(pilot)
        assert "are not locked yet" in " ".join(screen_text(app))
        await pilot.press("escape")
        await settle(pilot)
        lock_weights(asked, "closed")
        app.read()
        await pilot.press("o")
        await settle(pilot)
        assert isinstance(app.screen, Confirm)
        await pilot.press("y")
        await settle(pilot)
        assert len(asked.project.responses) == 3
        assert asked.project.unsealed[file.id].by == "M. Okafor"
        app.screen.query_one(Listing).go_to(file.id)
        await pilot.press("delete")
        await settle(pilot)
        assert isinstance(app.screen, Form)
        await pilot.press("ctrl+s")
        await settle(pilot)
        assert "Say why the file is withdrawn" in str(
            app.screen.query_one(".refusal", Static).render()
        )
        app.screen.query_one("#reason", Input).value = "the wrong file"
        await pilot.press("ctrl+s")
        await settle(pilot)
        assert file.id in asked.project.withdrawn
        assert not asked.project.responses


async def test_what_is_no_answer_and_whose_nobody_knows_is_refused_in_the_form(
    asked: Workspace, settle: Settle, tmp_path: Path
) -> None:
    bad = tmp_path / "reply.xlsx"
    bad.write_bytes(b"%PDF-1.7 not a workbook")
    app = OssbuyApp(asked, first="answers")
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await settle(pilot)
        await pilot.press("r")
        await settle(pilot)
        form = await _take_in(app, pilot, settle, bad)
        form.query_one("#vendor", Input).value = "nobody"
        await pilot.press("ctrl+s")
        await settle(pilot)
        assert "There is no vendor 'nobody'" in str(form.query_one(".refusal", Static).render())
        form.query_one("#vendor", Input).value = "skylark"
        await pilot.press("ctrl+s")
        await settle(pilot)
        assert "reply.xlsx" in str(form.query_one(".refusal", Static).render())
        assert app.screen is form
        assert not asked.project.files
