"""History: found by any word, and the whole application travels."""

from __future__ import annotations

from conftest import Settle, screen_text
from ossbuy.model import commands
from ossbuy.store.workspace import Workspace
from ossbuy.tui.app import OssbuyApp
from ossbuy.tui.widgets.listing import Listing


async def test_the_journal_stands_newest_first(decided: Workspace, settle: Settle) -> None:
    app = OssbuyApp(decided, first="history")
    async with app.run_test(size=(120, 36), notifications=True) as pilot:
        await settle(pilot)
        rows = app.screen.query_one(Listing).rows
        assert [int(row.id) for row in rows] == list(range(decided.seq, 0, -1))


async def test_typing_finds(decided: Workspace, settle: Settle) -> None:
    app = OssbuyApp(decided, first="history")
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await settle(pilot)
        await pilot.press("slash", *"locked", "enter")
        await pilot.pause()
        found = app.screen.query_one(Listing).rows
        kinds = {decided.history()[int(row.id) - 1].kind for row in found}
        assert "weights.locked" in kinds
        assert len(found) < decided.seq
        await pilot.press("escape")
        await pilot.pause()
        assert len(app.screen.query_one(Listing).rows) == decided.seq


async def test_the_whole_application_travels(kestrel: Workspace, settle: Settle) -> None:
    then = kestrel.project
    pain = then.by_code("pains", "P1") or ""
    kestrel.execute(commands.change(then, "pain", pain, {"name": "Renamed since"}))
    app = OssbuyApp(kestrel, first="history")
    async with app.run_test(size=(120, 36), notifications=True) as pilot:
        await settle(pilot)
        await pilot.press("down", "t")
        await settle(pilot)
        assert app.project.pains[pain].name == then.pains[pain].name
        assert "read-only" in app.banner()
        await pilot.press("1")
        await settle(pilot)
        text = "\n".join(screen_text(app))
        assert "read-only" in text
        assert "Renamed since" not in text
        seq = kestrel.seq
        assert not app.do(lambda p: commands.change(p, "pain", pain, {"severity": "1"}))
        await pilot.press("u")
        await settle(pilot)
        assert kestrel.seq == seq
        await pilot.press("escape")
        await settle(pilot)
        assert app.project.pains[pain].name == "Renamed since"
        assert app.banner() == ""
