"""Questions beside the list: skipped to and fro, timed, put away."""

from __future__ import annotations

import pytest
from textual.widgets import Static

from conftest import SIZES, Settle, screen_text
from ossbuy.exchange.scripts import script, scripts
from ossbuy.store.workspace import Workspace
from ossbuy.tui.app import OssbuyApp
from ossbuy.tui.widgets.script_pane import ScriptPane


class Clock:
    """A clock that stands until it is moved."""

    def __init__(self) -> None:
        self.at = 1000.0

    def __call__(self) -> float:
        return self.at


@pytest.mark.parametrize("size", SIZES)
async def test_questions_are_shown_skipped_and_timed(
    kestrel: Workspace, settle: Settle, size: tuple[int, int]
) -> None:
    app = OssbuyApp(kestrel)
    pains = script("pains")
    async with app.run_test(size=size, notifications=True) as pilot:
        await settle(pilot)
        pane = app.screen.query_one(ScriptPane)
        clock = pane.now = Clock()
        assert not pane.display

        def asked() -> str:
            return " ".join(str(pane.query_one(".asked", Static).render()).split())

        await pilot.press("s")
        await settle(pilot)
        assert pane.display
        assert asked().startswith(pains.questions[0].ask)
        assert any(pains.questions[0].ask[:30] in line for line in screen_text(app))
        assert any("Needless port cards" in line for line in screen_text(app)), "the list stays"
        clock.at += 84
        await pilot.press("right")
        await settle(pilot)
        assert asked().startswith(pains.questions[1].ask)
        assert "0:00 of 3:00 · all 1:24 of 23:00" in asked()
        clock.at += 60 * 3 + 40
        await pilot.pause(1.2)
        assert "▲ 0:40 over" in asked(), "the clock runs by itself"
        await pilot.press("left")
        await settle(pilot)
        assert "1:24 of 4:00" in asked(), "a question goes on where it stood"
        await pilot.press("left")
        await settle(pilot)
        assert asked().startswith(pains.questions[0].ask)
        for _ in range(len(pains.questions) + 1):
            await pilot.press("right")
        await settle(pilot)
        assert asked().startswith(pains.questions[-1].ask)
        assert any("last question" in n.message for n in app._notifications)
        titles = []
        for _ in range(len(scripts())):
            await pilot.press("S")
            await settle(pilot)
            assert pane.script is not None
            titles.append(pane.script.title)
            assert asked().startswith(pane.script.questions[0].ask)
        assert sorted(titles) == sorted(s.title for s in scripts())
        assert pane.script.name == "pains"
        await pilot.press("escape")
        await settle(pilot)
        assert not pane.display
        assert app.current_stage is not None
        assert app.current_stage.stage == "trauma"
        before = kestrel.seq
        await pilot.press("n")
        await pilot.pause()
        assert app.screen is not app.current_stage
        assert kestrel.seq == before


async def test_time_does_not_run_while_it_is_put_away(kestrel: Workspace, settle: Settle) -> None:
    app = OssbuyApp(kestrel)
    async with app.run_test(size=(120, 36), notifications=True) as pilot:
        await settle(pilot)
        pane = app.screen.query_one(ScriptPane)
        clock = pane.now = Clock()
        await pilot.press("s")
        clock.at += 10
        await pilot.press("s")
        clock.at += 1000
        await pilot.press("s")
        await settle(pilot)
        assert "0:10 of" in str(pane.query_one(".asked", Static).render())
