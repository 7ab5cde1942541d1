"""Taking in somebody's requirement matrix on screen."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Input, Static
from xlsxwriter import Workbook

from conftest import SIZES, Settle, screen_text
from ossbuy.model import commands
from ossbuy.procedure.files.build import begin
from ossbuy.store.workspace import Workspace
from ossbuy.tui.app import OssbuyApp
from ossbuy.tui.modals.choosing import Choosing
from ossbuy.tui.modals.confirm import Confirm
from ossbuy.tui.modals.form import Form
from ossbuy.tui.modals.importing import ImportMatrix
from ossbuy.tui.modals.reading import Reading
from ossbuy.tui.modals.revising import Revise
from ossbuy.tui.modals.which_file import WhichFile
from ossbuy.tui.widgets.listing import Listing

ROWS = [
    ["Tender of the year", "", "", ""],
    ["No.", "Requirement", "Zeal", "Remarks of the board"],
    ["1.10", "The system shall hold splices.", "Vital", ""],
    ["1.2", "The system shall export every table.", "Hmm", "says finance"],
    ["2.1", "The system shall log every change.", "Vital", ""],
]


@pytest.fixture
def matrix(tmp_path: Path) -> Path:
    path = tmp_path / "old tender.xlsx"
    with Workbook(path) as book:
        cover = book.add_worksheet("Cover")
        cover.write_string(0, 0, "How to answer: read everything first.")
        sheet = book.add_worksheet("Functional")
        for r, row in enumerate(ROWS):
            for c, cell in enumerate(row):
                sheet.write_string(r, c, cell)
    return path


@pytest.fixture
def empty() -> Workspace:
    workspace = Workspace.in_memory("M. Okafor")
    begin(workspace, "Halvern", "EUR")
    return workspace


async def _open(app: OssbuyApp, pilot: Pilot[None], path: Path) -> ImportMatrix:
    await pilot.press("t")
    await pilot.pause()
    asked = app.screen
    assert isinstance(asked, WhichFile)
    asked.query_one(Input).value = str(path)
    await pilot.press("enter")
    return await _read(app, pilot)


async def _read(app: OssbuyApp, pilot: Pilot[None]) -> ImportMatrix:
    for _ in range(200):
        await pilot.pause(0.02)
        desk = app.screen
        if isinstance(desk, ImportMatrix) and desk.found and not desk.workers._workers:
            await pilot.pause()
            return desk
    raise AssertionError("it was never read")


@pytest.mark.parametrize("size", SIZES)
async def test_a_file_is_chosen_recognised_and_taken_in_as_one_act(
    empty: Workspace, matrix: Path, settle: Settle, size: tuple[int, int]
) -> None:
    app = OssbuyApp(empty, first="requirements")
    async with app.run_test(size=size, notifications=True) as pilot:
        await settle(pilot)
        await _open(app, pilot, matrix)
        said = "\n".join(screen_text(app))
        assert "3 requirements from 1 of 2 sheets" in said
        assert "1.10" in said
        await pilot.press("ctrl+s")
        await settle(pilot)
        assert not isinstance(app.screen, ImportMatrix)
        assert [r.code for r in empty.project.requirements.values()] == ["1.2", "1.10", "2.1"]
        last = empty.history()[-1]
        assert last.kind == "requirements.imported"
        assert matrix.read_bytes() == empty.journal.blob(
            next(f.value["file"] for f in last.facts if f.key.startswith("imported/"))
        )
        await pilot.press("u")
        await settle(pilot)
        assert not empty.project.requirements


async def test_columns_words_rows_and_sheets_are_corrected_and_taken_back(
    empty: Workspace, matrix: Path, settle: Settle
) -> None:
    app = OssbuyApp(empty, first="requirements")
    async with app.run_test(size=(120, 36), notifications=True) as pilot:
        await settle(pilot)
        desk = await _open(app, pilot, matrix)
        # The column of priorities is named in nobody's words.
        columns, lines = desk.query_one("#columns", Listing), desk.query_one("#lines", Listing)
        columns.focus()
        columns.go_to("C")
        await pilot.press("enter")
        await pilot.pause()
        chooser = app.screen
        assert isinstance(chooser, Choosing)
        chooser.query_one(Listing).go_to("=priority")
        await pilot.press("enter")
        desk = await _read(app, pilot)
        await pilot.press("p")
        await pilot.pause()
        app.screen.query_one(Listing).go_to("=Vital")
        await pilot.press("enter")
        await pilot.pause()
        app.screen.query_one(Listing).go_to("=must")
        await pilot.press("enter")
        desk = await _read(app, pilot)
        # A row is left out, and that is thought better of.
        lines.focus()
        lines.go_to("5")
        await pilot.press("space")
        desk = await _read(app, pilot)
        assert desk.found is not None
        assert [t.code for t in desk.found.taken] == ["1.10", "1.2"]
        await pilot.press("ctrl+z")
        desk = await _read(app, pilot)
        lines.go_to("4")
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(app.screen, Reading)
        assert "says finance" in "\n".join(screen_text(app))
        assert "Row 4: a requirement" in "\n".join(screen_text(app))
        await pilot.press("escape")
        desk.query_one("#sheets", Listing).focus()
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(app.screen, Reading)
        assert "texts in B" in "\n".join(screen_text(app))
        await pilot.press("escape", "space")
        desk = await _read(app, pilot)
        assert "because you said so" in str(desk.query_one(".said", Static).render())
        await pilot.press("space")
        desk = await _read(app, pilot)
        await pilot.press("ctrl+s")
        await settle(pilot)
        found = {r.code: r for r in empty.project.requirements.values()}
        assert set(found) == {"1.10", "1.2", "2.1"}
        assert found["1.10"].priority == "must"
        assert found["1.2"].priority is None
    # The next file with the same header needs no word.
    other = Workspace.in_memory("M. Okafor")
    begin(other, "Next", "EUR")
    app = OssbuyApp(other, first="requirements")
    async with app.run_test(size=(120, 36), notifications=True) as pilot:
        await settle(pilot)
        await _open(app, pilot, matrix)
        assert "as last time" in "\n".join(screen_text(app))
        await pilot.press("ctrl+s")
        await settle(pilot)
    assert {r.priority for r in other.project.requirements.values() if r.code != "1.2"} == {"must"}


async def test_a_header_row_that_cannot_be_is_refused_and_the_rest_stays(
    empty: Workspace, matrix: Path, settle: Settle
) -> None:
    app = OssbuyApp(empty, first="requirements")
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await settle(pilot)
        desk = await _open(app, pilot, matrix)
        await pilot.press("h")
        await pilot.pause()
        assert isinstance(app.screen, Form)
        app.screen.query_one("#row", Input).value = "77"
        await pilot.press("enter")
        await pilot.pause()
        desk = await _read(app, pilot)
        assert "it has no header row 77" in str(desk.query_one(".refusal", Static).render())
        assert desk.found is not None
        assert len(desk.found.taken) == 3
        await pilot.press("escape")
        await settle(pilot)
        assert not isinstance(app.screen, ImportMatrix | Confirm)
        assert not empty.project.requirements


async def test_what_is_no_table_is_said_in_one_sentence(
    empty: Workspace, tmp_path: Path, settle: Settle
) -> None:
    bad = tmp_path / "broken.xlsx"
    bad.write_bytes(b"PK\x03\x04 nothing of the kind")
    app = OssbuyApp(empty, first="requirements")
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await settle(pilot)
        await pilot.press("t")
        await pilot.pause()
        app.screen.query_one(Input).value = str(tmp_path / "missing.xlsx")
        await pilot.press("enter")
        await pilot.pause()
        assert "is not there: check the path" in "\n".join(screen_text(app))
        app.screen.query_one(Input).value = str(bad)
        await pilot.press("enter")
        for _ in range(100):
            await pilot.pause(0.02)
            if app._notifications:
                break
        (toast,) = app._notifications
        assert "broken.xlsx" in toast.message
        await settle(pilot)
        assert not isinstance(app.screen, ImportMatrix)


async def test_corrections_are_thrown_away_only_after_a_yes(
    empty: Workspace, matrix: Path, settle: Settle
) -> None:
    app = OssbuyApp(empty, first="requirements")
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await settle(pilot)
        desk = await _open(app, pilot, matrix)
        await pilot.press("space")
        desk = await _read(app, pilot)
        await pilot.press("escape")
        await pilot.pause()
        assert isinstance(app.screen, Confirm)
        await pilot.press("n")
        await pilot.pause()
        assert app.screen is desk
        await pilot.press("escape", "y")
        await settle(pilot)
        assert not isinstance(app.screen, ImportMatrix)
        assert not empty.project.requirements


async def _revise(app: OssbuyApp, pilot: Pilot[None]) -> Revise:
    await pilot.press("v")
    for _ in range(200):
        await pilot.pause(0.02)
        window = app.screen
        if isinstance(window, Revise) and window.found and not window.workers._workers:
            await pilot.pause()
            return window
    raise AssertionError("it was never compared")


async def test_a_changed_version_is_compared_and_taken_as_one_act(
    empty: Workspace, matrix: Path, tmp_path: Path, settle: Settle
) -> None:
    app = OssbuyApp(empty, first="requirements")
    async with app.run_test(size=(120, 36), notifications=True) as pilot:
        await settle(pilot)
        await _open(app, pilot, matrix)
        await pilot.press("ctrl+s")
        await settle(pilot)
        by_code = {r.code: r.id for r in empty.project.requirements.values()}
        empty.execute(commands.set_stated(empty.project, by_code["2.1"], 7))
        app.read()
        changed = tmp_path / "new tender.csv"
        changed.write_text(
            "No.,Requirement\n1.10,The system shall hold splices and ducts.\n"
            "1.2,The system shall export every table.\n3.1,The system shall sleep.\n"
        )
        await _open(app, pilot, changed)
        assert "2 ids there already: v shows what changes" in " ".join(screen_text(app))
        window = await _revise(app, pilot)
        assert window.found is not None
        assert [(c.kind, c.code) for c in window.found.changes] == [
            ("changed", "1.10"),
            ("added", "3.1"),
            ("stays", "2.1"),
        ]
        window.query_one(Listing).go_to("2")
        await pilot.press("space")
        window = await _revised(app, pilot)
        assert window.found is not None
        assert window.found.changes[-1].kind == "removed"
        seq = empty.seq
        await pilot.press("ctrl+s")
        await settle(pilot)
        assert not isinstance(app.screen, Revise | ImportMatrix)
        assert empty.seq == seq + 1
        assert empty.history()[-1].kind == "requirements.revised"
        assert {r.code for r in empty.project.requirements.values()} == {"1.2", "1.10", "3.1"}
        await pilot.press("u")
        await settle(pilot)
        assert {r.code for r in empty.project.requirements.values()} == set(by_code)


async def _revised(app: OssbuyApp, pilot: Pilot[None]) -> Revise:
    for _ in range(200):
        await pilot.pause(0.02)
        window = app.screen
        if isinstance(window, Revise) and not window.workers._workers:
            await pilot.pause()
            return window
    raise AssertionError("it was never compared anew")


async def test_tab_completes_a_path(empty: Workspace, matrix: Path, settle: Settle) -> None:
    app = OssbuyApp(empty, first="requirements")
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await settle(pilot)
        await pilot.press("t")
        await pilot.pause()
        asked = app.screen.query_one(Input)
        asked.value = str(matrix.parent / "old")
        await pilot.press("tab")
        await pilot.pause()
        assert asked.value == str(matrix)
