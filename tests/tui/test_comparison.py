"""Taking in a kept comparison on screen: understood, corrected by keyboard, then answered."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from textual.widgets import Input, Static

from conftest import SIZES, Settle, screen_text
from ossbuy import locations
from ossbuy.store.workspace import Workspace
from ossbuy.tui.app import OssbuyApp
from ossbuy.tui.modals.comparison import TakeComparison
from ossbuy.tui.modals.reading import Reading
from ossbuy.tui.modals.which_file import WhichFile
from ossbuy.tui.widgets.comparison_table import ComparisonTable
from ossbuy.tui.widgets.listing import Listing

sys.path.insert(0, str(Path(__file__).parents[1] / "exchange"))
import comparison_books as books


async def named(app: OssbuyApp, pilot, settle: Settle, path: Path) -> TakeComparison:
    """From Home to the sheet of a file."""
    await settle(pilot)
    await pilot.press("m")
    await pilot.pause()
    assert isinstance(app.screen, WhichFile)
    app.screen.query_one(Input).value = str(path)
    await pilot.press("enter")
    await settle(pilot)
    modal = app.screen
    assert isinstance(modal, TakeComparison)
    await settle(pilot)
    return modal


def said(modal: TakeComparison) -> str:
    """What stands beside the sheet."""
    return str(modal.query_one("#said", Static).render())


@pytest.mark.parametrize("size", SIZES)
async def test_a_matrix_lands_on_decision_with_its_answer(
    tmp_path: Path, settle: Settle, size: tuple[int, int]
) -> None:
    path = tmp_path / "shortlist.xlsx"
    path.write_bytes((locations.templates() / "importing" / "shortlist.xlsx").read_bytes())
    before = path.read_bytes()
    app = OssbuyApp(actor="M. Okafor")
    async with app.run_test(size=size, notifications=True) as pilot:
        modal = await named(app, pilot, settle, path)
        assert "10 criteria under 3 headings, 3 vendors" in said(modal)
        assert "Fernlink, Opsmere, Toravel" in said(modal)
        table = modal.query_one(ComparisonTable)
        assert table.has_focus
        shown = "\n".join(screen_text(app))
        assert "headings" in shown
        assert "C weight" in shown
        assert len(screen_text(app)) == size[1]
        await pilot.press("ctrl+s")
        await settle(pilot)
        await settle(pilot)
        assert isinstance(app.screen, Reading)
        text = "\n".join(screen_text(app))
        assert "Opsmere leads Fernlink by 1.3 points" in text
        assert app.current_stage is not None
        assert app.current_stage.stage == "decision"
        await pilot.press("escape")
        await settle(pilot)
        assert "Opsmere" in "\n".join(screen_text(app))
        assert app.workspace.history()[-1].kind == "comparison.taken"
        await pilot.press("u")
        await settle(pilot)
        assert not app.project.vendors
    assert (tmp_path / "shortlist.ossbuy").is_file()
    assert path.read_bytes() == before


@pytest.mark.sweep
@pytest.mark.parametrize("size", SIZES)
async def test_every_stage_shows_it(tmp_path: Path, settle: Settle, size: tuple[int, int]) -> None:
    from ossbuy.procedure.comparisons.comparing import begin_from, read_comparison

    kept = read_comparison(locations.templates() / "importing" / "shortlist.xlsx")
    app = OssbuyApp(begin_from(tmp_path / "s.ossbuy", "M. Okafor", kept), first="decision")
    async with app.run_test(size=size, notifications=True) as pilot:
        await settle(pilot)
        for stage in app.stages:
            app.go(stage.id)
            await settle(pilot)
            assert app.trouble == "", stage.id
            assert len(screen_text(app)) == size[1]


async def test_corrections_by_keyboard(tmp_path: Path, settle: Settle) -> None:
    path = books.workbook(books.plain(), tmp_path / "m.xlsx")
    app = OssbuyApp(actor="M. Okafor")
    async with app.run_test(size=(120, 36), notifications=True) as pilot:
        modal = await named(app, pilot, settle, path)
        table = modal.query_one(ComparisonTable)
        assert "5 criteria, 3 vendors" in said(modal)
        assert table.go_to("8", "F")
        table.go_to("8", "6")
        await pilot.press("v")
        await settle(pilot)
        assert "Acme, Beta" in said(modal)
        assert "Acme, Beta\n" in said(modal)
        await pilot.press("v")
        await settle(pilot)
        assert "Acme, Beta, Gamma" in said(modal)
        await pilot.press("x")
        await settle(pilot)
        assert "4 criteria" in said(modal)
        assert "left out as asked" in said(modal)
        table.go_to("8", "3")
        await pilot.press("w")
        await settle(pilot)
        assert "The sheet has no weights" in said(modal)
        await pilot.press("b")
        await settle(pilot)
        assert "0 is best" in said(modal)
        await pilot.press("s")
        await settle(pilot)
        app.screen.query_one("#scale", Input).value = "9-1"
        await pilot.press("ctrl+s")
        await settle(pilot)
        assert "smaller first" in str(app.screen.query_one(".refusal", Static).render())
        app.screen.query_one("#scale", Input).value = "0-10"
        await pilot.press("ctrl+s")
        await settle(pilot)
        assert "0–10" in said(modal)
        await pilot.press("r")
        await settle(pilot)
        assert "5 criteria, 3 vendors, scores 0–5" in said(modal)


async def test_a_turned_sheet_is_corrected_by_its_rows(tmp_path: Path, settle: Settle) -> None:
    path = books.workbook(books.turned(), tmp_path / "t.xlsx")
    app = OssbuyApp(actor="M. Okafor")
    async with app.run_test(size=(120, 36), notifications=True) as pilot:
        modal = await named(app, pilot, settle, path)
        assert "vendors in rows 3 to 5" in said(modal)
        modal.query_one(ComparisonTable).go_to("5", "2")
        await pilot.press("v")
        await settle(pilot)
        assert "Ductwise, OpenLoom" in said(modal)
        assert "Ductwise, OpenLoom\n" in said(modal)
        await pilot.press("x")
        await settle(pilot)
        assert "3 criteria" in said(modal)
        await pilot.press("r", "t")
        await settle(pilot)
        assert "vendors in columns" in said(modal)


async def test_what_cannot_be_read_is_one_sentence_and_nothing_is_lost(
    tmp_path: Path, settle: Settle
) -> None:
    bad = tmp_path / "bad.xlsx"
    bad.write_bytes(b"PK\x03\x04 no workbook")
    app = OssbuyApp(actor="M. Okafor")
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        modal = await named(app, pilot, settle, bad)
        refusal = modal.query_one(".refusal", Static)
        assert str(refusal.render()).startswith("✖ bad.xlsx")
        assert modal.query_one("#file", Input).value == str(bad)
        await pilot.press("ctrl+s")
        await settle(pilot)
        assert app.screen is modal
        modal.query_one("#file", Input).value = ""
        await pilot.press("enter")
        await settle(pilot)
        assert "No file is named" in str(refusal.render())
        await pilot.press("escape")
        await settle(pilot)
        assert app.screen.stage == "home"
        assert not list(tmp_path.glob("*.ossbuy"))


async def test_hostile_cells_are_shown_as_they_are(tmp_path: Path, settle: Settle) -> None:
    rows = [list(row) for row in books.plain()["Scoring"]]
    rows[2][3] = "[red]Acme[/]"
    rows[3][1] = "[@click=app.quit]Inventory[/] \x1b[31m" * 20
    path = books.workbook({"S": rows}, tmp_path / "m.xlsx")
    app = OssbuyApp(actor="M. Okafor")
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        modal = await named(app, pilot, settle, path)
        assert "[red]Acme[/]" in said(modal)
        await pilot.press("ctrl+s")
        await settle(pilot)
        await settle(pilot)
        assert "[red]Acme[/]" in {v.name for v in app.project.vendors.values()}


@pytest.mark.sweep
async def test_from_another_project_by_the_palette(
    kestrel: Workspace, tmp_path: Path, settle: Settle
) -> None:
    app = OssbuyApp(kestrel, first="trauma")
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await settle(pilot)
        await pilot.press("ctrl+p")
        await pilot.pause()
        await pilot.press(*"comparison")
        await settle(pilot)
        await pilot.press("down", "enter")
        await settle(pilot)
        assert isinstance(app.screen, WhichFile)
        path = books.workbook(books.lights(), tmp_path / "rag.xlsx")
        app.screen.query_one(Input).value = str(path)
        await pilot.press("enter")
        await settle(pilot)
        assert isinstance(app.screen, TakeComparison)
        await settle(pilot)
        await pilot.press("ctrl+s")
        await settle(pilot)
        await settle(pilot)
        assert app.project.description.name == "rag"
        assert app.current_stage is not None
        assert app.current_stage.stage == "decision"


async def test_home_offers_it_in_its_list(settle: Settle) -> None:
    app = OssbuyApp(actor="M. Okafor")
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await settle(pilot)
        listing = app.screen.query_one(Listing)
        assert listing.go_to("matrix")
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(app.screen, WhichFile)
        assert "whatever layout" in str(app.screen.query_one(".hint", Static).render())
        app.screen.query_one(Input).value = "nowhere.xlsx"
        await pilot.press("enter")
        assert "is not there" in str(app.screen.query_one(".refusal", Static).render())
