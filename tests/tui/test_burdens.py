"""What the procurement asks of operations, counted on screen."""

from __future__ import annotations

from decimal import Decimal

from textual.widgets import Input, Static

from conftest import Settle, screen_text
from ossbuy.model.burden import person_days
from ossbuy.store.workspace import Workspace
from ossbuy.tui.app import OssbuyApp
from ossbuy.tui.modals.burdens import Burdens
from ossbuy.tui.modals.form import Form


async def test_lines_are_counted_and_the_sum_stands_on_trauma(
    kestrel: Workspace, settle: Settle
) -> None:
    app = OssbuyApp(kestrel)
    before = person_days(kestrel.project)
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await settle(pilot)
        await pilot.press("r")
        await settle(pilot)
        listed = app.screen
        assert isinstance(listed, Burdens)
        await pilot.press("n")
        await pilot.pause()
        form = app.screen
        assert isinstance(form, Form)
        form.query_one("#what", Input).value = "Aardvark rehearsal"
        form.query_one("#people", Input).value = "three"
        await pilot.press("ctrl+s")
        await pilot.pause()
        assert "must be a number" in str(form.query_one(".refusal").render())
        form.query_one("#people", Input).value = "3"
        form.query_one("#days", Input).value = "1.5"
        await pilot.press("ctrl+s")
        await settle(pilot)
        assert app.screen is listed
        assert kestrel.history()[-1].kind == "burden.counted"
        assert person_days(kestrel.project) == before + Decimal("4.5")
        said = f"{before + Decimal('4.5'):f}".rstrip("0").rstrip(".")
        assert f"together {said} person-days" in str(listed.query_one(".total", Static).render())
        await pilot.press("home", "enter")
        await pilot.pause()
        app.screen.query_one("#days", Input).value = "2"
        await pilot.press("ctrl+s")
        await settle(pilot)
        assert person_days(kestrel.project) == before + 6
        await pilot.press("home", "delete", "y")
        await settle(pilot)
        assert person_days(kestrel.project) == before
        await pilot.press("escape", "ctrl+z")
        await settle(pilot)
        said = str(app.screen.query_one("#events", Static).render())
        assert f"asks {person_days(kestrel.project):f} person-days of operations" in said
        app.clear_notifications()
        await settle(pilot)
        assert any("person-days of operations" in line for line in screen_text(app))
