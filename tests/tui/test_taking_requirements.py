"""Pasting requirements on screen: what they become is shown first, and they are one act."""

from __future__ import annotations

import pytest
from textual import events
from textual.widgets import Static, TextArea

from conftest import SIZES, Settle, screen_text
from ossbuy.store.workspace import Workspace
from ossbuy.tui.app import OssbuyApp
from ossbuy.tui.modals.confirm import Confirm
from ossbuy.tui.modals.taking_requirements import TakeRequirements
from ossbuy.tui.widgets.listing import Listing

LINES = """\
C9 After go-live
C9.1 The supplier shall keep two people on site for 30 days after the
     last wave.
C9.2 The supplier shall answer a call within 15 minutes.
C4.7 The tool shall load every splice once.
C1.1 The inventory shall do something else.
"""


def _preview(app: OssbuyApp) -> str:
    return str(app.screen.query_one(".preview", Static).render())


@pytest.mark.parametrize("size", SIZES)
async def test_pasted_lines_are_shown_first_and_recorded_as_one_act(
    kestrel: Workspace, settle: Settle, size: tuple[int, int]
) -> None:
    app = OssbuyApp(kestrel, first="requirements")
    async with app.run_test(size=size, notifications=True) as pilot:
        await settle(pilot)
        before, project = kestrel.seq, kestrel.project
        await pilot.press("p")
        await settle(pilot)
        assert isinstance(app.screen, TakeRequirements)
        assert "id, text, section" in _preview(app)
        app.post_message(events.Paste(LINES))
        await settle(pilot)
        said = _preview(app)
        assert "▲ Line 1 heads what follows: taken as the section C9." in said
        assert "▲ Line 6 has the id C1.1, which is there already: left out." in said
        assert "C9.1 new C9 The supplier shall keep two people" in said
        assert str(app.screen.query_one(".box").border_title).endswith(
            "3 requirements to take in · 2 remarks"
        )
        assert len(screen_text(app)) == size[1]
        assert kestrel.seq == before
        await pilot.press("ctrl+s")
        await settle(pilot)
        assert kestrel.seq == before + 1
        assert kestrel.history()[-1].kind == "requirements.imported"
        section = kestrel.project.by_code("sections", "C9")
        assert section
        assert kestrel.project.sections[section].title == "After go-live"
        assert [r.code for r in kestrel.project.under(section)] == ["C9.1", "C9.2"]
        moved = kestrel.project.by_code("requirements", "C4.7")
        assert moved
        assert kestrel.project.requirements[moved].section == kestrel.project.by_code(
            "sections", "C4"
        )
        assert moved in {row.id for row in app.screen.query_one("#list", Listing).rows}
        await pilot.press("u")
        await settle(pilot)
        assert kestrel.project == project


async def test_what_names_no_section_goes_where_the_cursor_stood(
    kestrel: Workspace, settle: Settle
) -> None:
    app = OssbuyApp(kestrel, first="requirements")
    async with app.run_test(size=(120, 36), notifications=True) as pilot:
        await settle(pilot)
        await pilot.press("down", "down", "p")
        await settle(pilot)
        app.post_message(events.Paste("The tool shall print 12 maps at once."))
        await settle(pilot)
        assert _preview(app).startswith("C2.7 ")
        await pilot.press("ctrl+s")
        await settle(pilot)
        assert kestrel.project.by_code("requirements", "C2.7")


async def test_nothing_to_take_is_refused_and_what_was_pasted_is_not_lost(
    kestrel: Workspace, settle: Settle
) -> None:
    app = OssbuyApp(kestrel, first="requirements")
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await settle(pilot)
        before = kestrel.seq
        await pilot.press("p")
        await settle(pilot)
        app.post_message(events.Paste("C1.1 [something] else"))
        await settle(pilot)
        await pilot.press("ctrl+s")
        await settle(pilot)
        assert kestrel.seq == before
        refusal = str(app.screen.query_one(".refusal", Static).render())
        assert "no requirement in it that is not there already" in refusal
        assert app.screen.query_one(TextArea).text == "C1.1 [something] else"
        await pilot.press("escape")
        await settle(pilot)
        assert isinstance(app.screen, Confirm)
        await pilot.press("n")
        await settle(pilot)
        assert isinstance(app.screen, TakeRequirements)


async def test_a_long_text_is_read_when_the_typing_pauses(
    kestrel: Workspace, settle: Settle
) -> None:
    lines = [f"C1.{n} The tool shall answer request {n} of 900 in 2 s." for n in range(100, 1000)]
    app = OssbuyApp(kestrel, first="requirements")
    async with app.run_test(size=(120, 36), notifications=True) as pilot:
        await settle(pilot)
        await pilot.press("p")
        await settle(pilot)
        app.post_message(events.Paste("\n".join(lines)))
        await settle(pilot)
        await pilot.pause(0.5)
        assert "900 requirements to take in" in str(app.screen.query_one(".box").border_title)
        assert _preview(app).endswith("and 600 more lines")
