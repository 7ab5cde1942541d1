"""What came back, on the Answers screen: drift, words and their correction, received files."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import openpyxl
import pytest
from textual.pilot import Pilot
from textual.widgets import Input, Static

from conftest import Settle
from ossbuy.model.events import Act, Fact
from ossbuy.model.receipt import DriftItem
from ossbuy.procedure.replies.receive import receive, unseal
from ossbuy.store.workspace import Workspace
from ossbuy.tui.app import OssbuyApp
from ossbuy.tui.modals.drifted import Drifted, in_a_line
from ossbuy.tui.modals.form import Form
from ossbuy.tui.modals.received import Received
from ossbuy.tui.modals.taken_as import TakenAs
from ossbuy.tui.widgets.answer_rows import summary
from ossbuy.tui.widgets.drift import drifted_cells
from ossbuy.tui.widgets.grid import Grid
from ossbuy.tui.widgets.listing import Listing
from small import KESTREL


@pytest.fixture
def mangled(decided: Workspace, tmp_path: Path) -> Workspace:
    """Kestrel with Colossa's answers come again, in words of its own."""
    book = openpyxl.load_workbook(KESTREL / "answers" / "colossa.xlsx")
    page = book["Answers"]
    for number in range(2, page.max_row + 1):
        said = str(page.cell(number, 3).value)
        page.cell(number, 3).value = {"Full": "FC", "Partial": "Mostly"}.get(said, said)
    page["B2"] = "It shall hold what fits."
    path = tmp_path / "colossa.xlsx"
    book.save(path)
    vendor = decided.project.by_code("vendors", "colossa")
    assert vendor
    receive(decided, path, vendor)
    unseal(decided, "answers")
    return decided


def colossa(workspace: Workspace) -> str:
    return workspace.project.by_code("vendors", "colossa") or ""


@asynccontextmanager
async def at_colossa(
    workspace: Workspace, settle: Settle, size: tuple[int, int] = (120, 36)
) -> AsyncIterator[tuple[OssbuyApp, Pilot[None]]]:
    """The Answers screen with the cursor on Colossa."""
    app = OssbuyApp(workspace, first="answers")
    async with app.run_test(size=size, notifications=True) as pilot:
        await settle(pilot)
        grid = app.screen.query_one(Grid)
        grid.go_to(next(iter(workspace.project.requirements)), colossa(workspace))
        await settle(pilot)
        yield app, pilot


async def test_the_focused_answer_shows_the_vendors_words_and_what_drifted(
    mangled: Workspace, settle: Settle
) -> None:
    async with at_colossa(mangled, settle) as (app, _):
        said = str(app.screen.query_one("#focused-text", Static).render())
        assert "“FC” under level was taken as full" in said
        assert "≈ the text of C1.1 differs" in said
        assert "≈" in summary(mangled.project)
        place = (colossa(mangled), next(iter(mangled.project.requirements)))
        assert place in drifted_cells(mangled.project)


@pytest.mark.parametrize("size", [(80, 24), (120, 36)])
async def test_enter_in_the_drift_goes_to_the_answer(
    mangled: Workspace, settle: Settle, size: tuple[int, int]
) -> None:
    async with at_colossa(mangled, settle, size) as (app, pilot):
        await pilot.press("d")
        await settle(pilot)
        assert isinstance(app.screen, Drifted)
        listing = app.screen.query_one(Listing)
        rows = [row.cells[0].plain for row in listing.rows]
        assert rows[0] == "unread", "what was lost comes first"
        assert "edited" in rows
        below = str(app.screen.query_one(".said", Static).render())
        assert "“Mostly”" in below
        await pilot.press("o")
        await settle(pilot)
        assert {row.cells[0].plain for row in listing.rows} == {"unread"}
        await pilot.press("o")
        await settle(pilot)
        listing.highlighted = rows.index("unread") + 1
        about_file = [i for i, row in enumerate(listing.rows) if not row.cells[1].plain]
        for place in about_file:
            listing.highlighted = place
            kind = listing.rows[place].cells[0].plain
            await pilot.press("enter")
            await settle(pilot)
            assert isinstance(app.screen, TakenAs if kind == "mapped" else Drifted)
            if kind == "mapped":
                await pilot.press("escape")
        assert about_file
        listing.highlighted = rows.index("unread") + 1
        wanted = listing.rows[1].cells[1].plain
        await pilot.press("enter")
        await settle(pilot)
        requirement, vendor = app.screen.query_one(Grid).current
        assert mangled.project.label(requirement) == wanted
        assert vendor == colossa(mangled)


async def test_a_word_is_corrected_by_key_with_a_reason(mangled: Workspace, settle: Settle) -> None:
    vendor = colossa(mangled)
    async with at_colossa(mangled, settle) as (app, pilot):
        await pilot.press("m")
        await settle(pilot)
        assert isinstance(app.screen, TakenAs)
        first = app.screen.query_one(Listing).rows[0]
        assert [cell.plain for cell in first.cells[:3]] == ["level", "mostly", "—"]
        await pilot.press("enter")
        await settle(pilot)
        form = app.screen
        assert isinstance(form, Form)
        form.query_one("#taken", Input).value = "perhaps"
        seq = mangled.seq
        await pilot.press("ctrl+s")
        await settle(pilot)
        assert mangled.seq == seq, "quality is locked: a reason is asked for"
        form.query_one("#form-reason", Input).value = "by their legend"
        await pilot.press("ctrl+s")
        await settle(pilot)
        assert app.screen is form
        assert "none of the answers" in str(form.query_one(".refusal", Static).render())
        form.query_one("#taken", Input).value = "partial + EXT"
        await pilot.press("ctrl+s")
        await settle(pilot)
        event = mangled.history()[-1]
        assert (event.kind, event.reason) == ("scale.mapped", "by their legend")
        assert mangled.project.scales[vendor, "level"].words["mostly"] == "partial + EXT"
        assert isinstance(app.screen, TakenAs)
        # On screen in the words of every other screen.
        shown = {r.id: r.cells[2].plain for r in app.screen.query_one(Listing).rows}
        assert shown["level/mostly"] == "partial + extension"
        await pilot.press("escape", "u")
        await settle(pilot)
        assert mangled.history()[-1].kind == "act.undone"
        scale = mangled.project.scales[vendor, "level"]
        assert "mostly" not in scale.words


def test_a_row_nobody_asked_for_is_listed_with_what_it_says() -> None:
    aside = "a row that is no answer; it is kept aside."
    item = DriftItem(kind="extra", what=aside, said="Care desk:  8\nlines | 2")
    assert in_a_line(item) == f"“Care desk: 8 lines | 2”: {aside}"
    edited = item.model_copy(update={"kind": "edited"})
    assert in_a_line(edited) == aside


async def test_a_marked_copy_is_written_and_never_over_another_file(
    mangled: Workspace, settle: Settle, tmp_path: Path
) -> None:
    out = tmp_path / "marked.xlsx"
    async with at_colossa(mangled, settle, (80, 24)) as (app, pilot):
        await pilot.press("d")
        await settle(pilot)
        for said in ("", "is there already: name another file"):
            await pilot.press("c")
            await settle(pilot)
            form = app.screen
            assert isinstance(form, Form)
            form.query_one("#path", Input).value = str(out)
            await pilot.press("ctrl+s")
            await settle(pilot)
            if said:
                assert said in str(form.query_one(".refusal", Static).render())
            else:
                assert isinstance(app.screen, Drifted)
    book = openpyxl.load_workbook(out)
    assert any("Notes" in str(cell.value) for page in book for row in page.rows for cell in row)


async def test_received_files_say_who_opened_them(mangled: Workspace, settle: Settle) -> None:
    async with at_colossa(mangled, settle, (80, 24)) as (app, pilot):
        await pilot.press("r")
        await settle(pilot)
        assert isinstance(app.screen, Received)
        listing = app.screen.query_one(Listing)
        assert len(listing.rows) == len(mangled.project.files)
        assert [row.cells[5].plain for row in listing.rows].count("replaced") == 1
        await pilot.press("end")
        await settle(pilot)
        below = str(app.screen.query_one(".said", Static).render())
        assert "It replaces colossa.xlsx" in below
        assert "Opened by" in below
        await pilot.press("escape")
        await settle(pilot)
        assert app.screen is app.current_stage


async def test_lists_say_when_there_is_nothing(settle: Settle) -> None:
    from ossbuy.procedure.files.build import begin

    workspace = Workspace.in_memory("ann")
    begin(workspace, "Empty", "EUR")
    app = OssbuyApp(workspace, first="answers")
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await settle(pilot)
        await pilot.press("d", "m", "r")
        await settle(pilot)
        assert isinstance(app.screen, Received)
        assert app.screen.has_class("-empty")


@pytest.mark.sweep
@pytest.mark.parametrize(
    "text", ["[red]x[/]", "[@click=quit]y", "\u202eabc", "日本語の答え", "a\nb\x07c"]
)
async def test_whatever_a_vendor_writes_is_shown_as_text(
    decided: Workspace, settle: Settle, text: str
) -> None:
    vendor = colossa(decided)
    project = decided.project
    requirement = next(iter(project.requirements))
    file = project.current_file(vendor, "answers")
    assert file is not None
    item = {"kind": "unread", "where": text, "what": f"level is {text}.", "said": text}
    said = {"level": "unanswered", "raw": {"level": text, "Who [b]": text}, "file": file.id}
    facts = (
        Fact(f"drift/{file.id}", {"items": [item | {"requirement": requirement}]}),
        Fact(f"response/{vendor}/{requirement}", said),
        Fact(f"scale/{vendor}/level", {"words": {text.casefold(): "partial"}, "by": text}),
    )
    decided.execute(Act("scale.mapped", facts))
    async with at_colossa(decided, settle, (80, 24)) as (app, pilot):
        for key in ("d", "escape", "m", "enter", "escape", "escape", "r", "escape"):
            await pilot.press(key)
            await settle(pilot)
        assert app.screen is app.current_stage
        assert app.is_running
