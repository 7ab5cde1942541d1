"""Working out a pain's cost on screen: nothing is recorded before it is finished, then one act."""

from __future__ import annotations

from decimal import Decimal

from textual.pilot import Pilot
from textual.widgets import Input, Static

from conftest import Settle, screen_text
from ossbuy.model import commands
from ossbuy.store.workspace import Workspace
from ossbuy.tui.app import OssbuyApp
from ossbuy.tui.modals.confirm import Confirm
from ossbuy.tui.modals.cost_lines import CostLines
from ossbuy.tui.modals.form import Form


async def _line(pilot: Pilot[None], **typed: str) -> Form:
    form = pilot.app.screen
    assert isinstance(form, Form)
    for name, text in typed.items():
        form.query_one(f"#{name}", Input).value = text
    await pilot.press("ctrl+s")
    await pilot.pause()
    return form


async def test_a_cost_is_worked_out_in_one_act(kestrel: Workspace, settle: Settle) -> None:
    app = OssbuyApp(kestrel)
    pain = kestrel.project.by_code("pains", "P1") or ""
    seq = kestrel.seq
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await settle(pilot)
        await pilot.press("dollar_sign")
        await settle(pilot)
        form = await _line(pilot, kind="hour", what="looking into cabinets", quantity="1,234")
        said = str(form.query_one(".refusal").render())
        assert "may be 1234 or 1.2340" in said
        await _line(pilot, quantity="2", rate="48,50", times="220")
        assert "the kind must be one of" in str(form.query_one(".refusal").render())
        await _line(pilot, kind="Hours", quantity_low="1.5", quantity_high="3", unit="h")
        desk = app.screen
        assert isinstance(desk, CostLines)
        assert kestrel.seq == seq, "nothing is recorded yet"
        assert "together €16k — €21k — €32k a year" in str(
            desk.query_one(".total", Static).render()
        )
        await pilot.press("n")
        await pilot.pause()
        await _line(pilot, kind="capex", what="cards", quantity="10", rate="8200")
        await pilot.press("ctrl+s")
        await settle(pilot)
        assert app.screen is app.current_stage
        assert kestrel.seq == seq + 1
        assert kestrel.history()[-1].kind == "cost.worked"
        assert kestrel.project.pains[pain].cost_likely == Decimal(103340)
        card = "".join(screen_text(app))
        assert "0.10" in card
        # Typing over it keeps the lines, and the card says so.
        kestrel.execute(commands.change(kestrel.project, "pain", pain, {"cost_likely": "900000"}))
        app.read()
        await settle(pilot)
        said = str(app.screen.query_one("#card-text", Static).render())
        assert "worked out as €103k, typed by hand since" in said
        assert app.screen.select(pain)
        await pilot.press("dollar_sign")
        await settle(pilot)
        total = str(app.screen.query_one(".total", Static).render())
        assert total.endswith("the pain says €900k now, typed by hand since")
        await pilot.press("enter")
        await pilot.pause()
        assert app.screen.query_one("#what", Input).value == "looking into cabinets"


async def test_lines_are_dropped_only_after_a_yes(kestrel: Workspace, settle: Settle) -> None:
    app = OssbuyApp(kestrel)
    async with app.run_test(size=(120, 36), notifications=True) as pilot:
        await settle(pilot)
        await pilot.press("dollar_sign")
        await settle(pilot)
        await _line(pilot, what="cards", quantity="10", rate="8200")
        desk = app.screen
        await pilot.press("escape")
        await pilot.pause()
        assert isinstance(app.screen, Confirm)
        await pilot.press("n")
        await pilot.pause()
        assert app.screen is desk
        await pilot.press("delete", "escape")
        await pilot.pause()
        assert app.screen is app.current_stage, "what came and went again needs no question"


async def test_another_persons_lines_are_not_overwritten_unseen(
    kestrel: Workspace, settle: Settle
) -> None:
    from ossbuy.model.costing import work_out
    from ossbuy.model.worth import CostLine

    app = OssbuyApp(kestrel)
    pain = kestrel.project.by_code("pains", "P1") or ""
    theirs = CostLine(what="theirs", quantity=Decimal(1), rate=Decimal(5))
    async with app.run_test(size=(120, 36), notifications=True) as pilot:
        await settle(pilot)
        await pilot.press("dollar_sign")
        await settle(pilot)
        await _line(pilot, what="mine", quantity="10", rate="8200")
        kestrel.execute(work_out(kestrel.project, pain, [theirs]))
        app.read()
        await pilot.press("ctrl+s")
        await pilot.pause()
        assert "meanwhile" in str(app.screen.query_one(".total", Static).render())
        assert kestrel.project.costings[pain].lines == (theirs,)
        await pilot.press("ctrl+s")
        await settle(pilot)
        assert [line.what for line in kestrel.project.costings[pain].lines] == ["mine"]
