"""Pasting pains on screen: what they become is shown first, and they are one act."""

from __future__ import annotations

import pytest
from textual import events
from textual.widgets import Static, TextArea

from conftest import SIZES, Settle, screen_text
from ossbuy.store.workspace import Workspace
from ossbuy.tui.app import OssbuyApp
from ossbuy.tui.modals.confirm import Confirm
from ossbuy.tui.modals.taking import TakePains
from ossbuy.tui.widgets.listing import Listing
from ossbuy.tui.widgets.pane import Pane

FORTY = "\n".join(
    [
        "• Stranded assets",
        *(f"• Trouble {n} at the exchange" for n in range(39)),
        "- trouble 3 at the exchange",
    ]
)


@pytest.mark.parametrize("size", SIZES)
async def test_forty_lines_become_pains_to_complete(
    kestrel: Workspace, settle: Settle, size: tuple[int, int]
) -> None:
    app = OssbuyApp(kestrel)
    async with app.run_test(size=size, notifications=True) as pilot:
        await settle(pilot)
        seq = kestrel.seq
        await pilot.press("v")
        await settle(pilot)
        box = app.screen
        assert isinstance(box, TakePains)
        area = box.query_one(TextArea)
        app.post_message(events.Paste(FORTY))
        await settle(pilot)
        assert area.text == FORTY
        title = str(box.query_one(".box").border_title)
        assert "39 pains to take in · 2 remarks" in title
        said = str(box.query_one(".preview", Static).render())
        assert "Line 1 is told already as P5" in said
        assert "Line 41 says the same as line 5" in said
        assert "P10 Trouble 0 at the exchange" in said
        assert any("Line 1 is told already" in line for line in screen_text(app))
        await pilot.press("ctrl+s")
        await settle(pilot)
        assert app.screen is app.current_stage
        assert kestrel.seq == seq + 1
        assert len(kestrel.project.pains) == 48
        assert "39 to complete" in app.screen.query_one("#pains", Pane).summary
        # From one incomplete pain to the next, round and round.
        listing = app.screen.query_one(Listing)
        seen = []
        for _ in range(40):
            await pilot.press("i")
            await pilot.pause()
            seen.append(listing.current)
        assert len(set(seen)) == 39
        assert seen[0] == seen[39]
        said = str(app.screen.query_one("#pains", Pane).border_subtitle)
        assert "their words, who said it, severity" in said
        await pilot.press("u")
        await settle(pilot)
        assert len(kestrel.project.pains) == 9
        await pilot.press("i")
        await settle(pilot)
        assert any("No pain lacks anything" in n.message for n in app._notifications)


async def test_nothing_pasted_is_lost_without_a_yes(kestrel: Workspace, settle: Settle) -> None:
    app = OssbuyApp(kestrel)
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await settle(pilot)
        await pilot.press("v")
        await settle(pilot)
        box = app.screen
        await pilot.press("ctrl+s")
        await pilot.pause()
        assert "paste one line each" in str(box.query_one(".refusal").render())
        await pilot.press(*"late")
        await pilot.press("escape")
        await pilot.pause()
        assert isinstance(app.screen, Confirm)
        await pilot.press("n")
        await pilot.pause()
        assert app.screen is box
        assert box.query_one(TextArea).text == "late"
        await pilot.press("escape", "y")
        await pilot.pause()
        assert app.screen is app.current_stage
