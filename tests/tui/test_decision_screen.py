"""Decision: the ranking, where it is won, the views, gates, and the what-if."""

from __future__ import annotations

import pytest
from textual.widgets import Static

from conftest import SIZES, Settle, screen_text
from ossbuy import locations
from ossbuy.analysis.evaluate import evaluate
from ossbuy.analysis.matrix import matrix
from ossbuy.analysis.robustness.cockpit import Robustness, robustness
from ossbuy.model.events import Act, Fact, key
from ossbuy.procedure.files.build import build
from ossbuy.store.workspace import Workspace
from ossbuy.tui.app import OssbuyApp
from ossbuy.tui.modals.why import Why
from ossbuy.tui.widgets.grid import Grid
from ossbuy.tui.widgets.listing import Listing
from ossbuy.tui.widgets.ranking import NOTHING


def _rows(app: OssbuyApp, name: str = "list") -> list[tuple[str, ...]]:
    rows = app.screen.query_one(f"#{name}", Listing).rows
    return [(row.id, *(cell.plain for cell in row.cells)) for row in rows]


def _verdict(app: OssbuyApp) -> str:
    return str(app.screen.query_one("#said", Static).render())


async def test_the_ranking_is_the_engine_s_with_do_nothing_in_it(
    decided: Workspace, settle: Settle
) -> None:
    app = OssbuyApp(decided, first="decision")
    async with app.run_test(size=(120, 36), notifications=True) as pilot:
        await settle(pilot)
        ev = evaluate(matrix(decided.project))
        rows = _rows(app)
        shown = [(row[0], row[1], row[3]) for row in rows if row[0] != NOTHING]
        assert shown == [(s.vendor, str(s.rank), f"{s.total:.1f}") for s in ev.standings]
        nothing = next(row for row in rows if row[0] == NOTHING)
        assert ev.do_nothing
        assert f"€{ev.do_nothing.avoidable_total / 1e6:.2f}M" in nothing[4]
        cost = f"€{(ev.standings[0].cost or 0) / 1e6:.2f}M"
        assert rows[0][5] == cost


async def test_the_verdict_is_the_cockpit_s_sentence(decided: Workspace, settle: Settle) -> None:
    app = OssbuyApp(decided, first="decision")
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await settle(pilot)
        await settle(pilot)
        result = robustness(evaluate(matrix(decided.project)))
        assert isinstance(result, Robustness)
        assert result.sentence() in _verdict(app)
        assert "FIRM" in _verdict(app)


async def test_a_result_that_is_not_separable_says_so_first_and_what_would_settle_it(
    decided: Workspace, settle: Settle
) -> None:
    app = OssbuyApp(decided, first="decision")
    async with app.run_test(size=(120, 36), notifications=True) as pilot:
        await settle(pilot)
        flip = robustness(evaluate(matrix(decided.project)))
        assert isinstance(flip, Robustness)
        at = flip.firm.price_flips.flips[0].at
        app.suppose([Fact(key("policy", "price_share"), round(at, 2))])
        await settle(pilot)
        await settle(pilot)
        assert _verdict(app).startswith("▲ OPEN")
        assert "Not separable" in _verdict(app)
        assert "What could settle it" in _verdict(app)


async def test_what_is_won_and_lost_adds_up_to_the_margin_and_follows_the_cursor(
    decided: Workspace, settle: Settle
) -> None:
    app = OssbuyApp(decided, first="decision")
    async with app.run_test(size=(120, 36), notifications=True) as pilot:
        await settle(pilot)
        ev = evaluate(matrix(decided.project))
        for place in (1, 2):
            await pilot.press("down")
            await settle(pilot)
            rows = _rows(app, "parts")
            *parts, margin = [float(row[2].replace("−", "-")) for row in rows]
            first, rival = ev.standings[0].total, ev.standings[place].total
            assert first
            assert rival
            assert margin == round(first - rival, 1)
            assert sum(parts) == pytest.approx(margin, abs=0.05 * len(rows))


async def test_sliders_move_the_ranking_without_a_record(
    decided: Workspace, settle: Settle
) -> None:
    app = OssbuyApp(decided, first="decision")
    async with app.run_test(size=(120, 36), notifications=True) as pilot:
        await settle(pilot)
        head = decided.head
        await pilot.press("x", "tab", "shift+right")
        await settle(pilot)
        await settle(pilot)
        draft = decided.draft()
        draft.apply([Fact(key("policy", "price_share"), 0.5)])
        ev = evaluate(matrix(draft.freeze(), respect_lock=False))
        shown = [row[3] for row in _rows(app) if row[0] != NOTHING]
        assert shown == [f"{s.total:.1f}" for s in ev.standings]
        assert _rows(app)[0][0] == ev.standings[0].vendor
        assert decided.head == head
        await pilot.press("escape")
        await settle(pilot)
        assert app.scenario == ()


@pytest.mark.parametrize("size", SIZES)
async def test_every_view_shows_its_numbers_and_explains_them(
    decided: Workspace, settle: Settle, size: tuple[int, int]
) -> None:
    app = OssbuyApp(decided, first="decision")
    async with app.run_test(size=size, notifications=True) as pilot:
        await settle(pilot)
        ev = evaluate(matrix(decided.project))
        best = ev.standings[0].vendor
        section = ev.section_ids[0]
        for pressed, row, value in (
            ("s", section, f"{ev.section_score(best, section):.0f}"),
            ("p", ev.matrix.trauma.pains[0], None),
            ("c", best, None),
            ("G", next(r.id for r in decided.project.requirements.values() if r.gate), None),
        ):
            await pilot.press(pressed)
            await settle(pilot)
            grid = app.screen.query_one(Grid)
            assert grid.has_focus
            assert grid.go_to(row)
            await settle(pilot)
            if value:
                assert value in grid._down[grid.row].cells[0].plain
            await pilot.press("w")
            await settle(pilot)
            assert isinstance(app.screen, Why), pressed
            await pilot.press("escape")
        assert len(screen_text(app)) == size[1]


async def test_an_eliminated_vendor_that_would_have_won_is_said_in_words(
    decided: Workspace, settle: Settle
) -> None:
    first = evaluate(matrix(decided.project)).standings[0]
    gate = next(r.id for r in decided.project.requirements.values() if r.gate)
    facts = (
        Fact(
            key("eliminated", first.vendor),
            {"by": "me", "reason": "No [rollback] was shown", "failed_gate": True},
        ),
        Fact(key("gate", first.vendor, gate), {"result": "fail", "by": "me", "reason": "[x]"}),
    )
    decided.execute(Act("vendor.eliminated", facts))
    app = OssbuyApp(decided, first="decision")
    async with app.run_test(size=(120, 36), notifications=True) as pilot:
        await settle(pilot)
        await settle(pilot)
        assert f"✖ {first.label} fails gate" in _verdict(app)
        assert "No [rollback] was shown" in _verdict(app)
        assert f"would have come first with {first.total:.1f} points" in _verdict(app)
        assert _rows(app)[-1][:2] == (first.vendor, "✖")
        await pilot.press("G")
        await settle(pilot)
        row = next(d for d in app.screen.query_one(Grid)._down if d.id == gate)
        assert any("✖ fail" in cell.plain for cell in row.cells)


async def test_the_past_is_shown_and_cannot_be_played_with(
    decided: Workspace, settle: Settle
) -> None:
    app = OssbuyApp(decided, first="decision")
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await settle(pilot)
        for seq in (decided.seq // 2, 1):
            app.travel(seq)
            for stage in ("requirements", "weights", "answers", "decision", "robustness"):
                app.go(stage)
                await settle(pilot)
                assert len(screen_text(app)) == 24
        app.go("weights")
        await settle(pilot)
        await pilot.press("x", "left", "right")
        await settle(pilot)
        assert app.scenario == ()
        assert any("This is the past" in n.message for n in app._notifications)
        await pilot.press("L", "escape")
        await settle(pilot)
        assert app.as_of is None


@pytest.mark.parametrize("size", SIZES)
async def test_if_more_come_says_what_it_costs_and_who_leads(
    settle: Settle, size: tuple[int, int]
) -> None:
    workspace = Workspace.in_memory("M. Okafor")
    build(workspace, locations.samples() / "wren-mobile")
    app = OssbuyApp(workspace, first="decision")
    async with app.run_test(size=size, notifications=True) as pilot:
        await settle(pilot)
        await pilot.press("m")
        await settle(pilot)
        grid = app.screen.query_one(Grid)
        shown = {row.name.plain.strip(): [c.plain for c in row.cells] for row in grid._down}
        assert shown["Plovercloud"] == ["6.64", "8.88", "11.13", "13.37", "15.61", "20.10"]
        leads = [name.replace("…", "") for name in shown["leads"]]
        assert all("Plovercloud".startswith(name) for name in leads[:4])
        assert all("Colossa BSS".startswith(name) for name in leads[4:])
        assert "Colossa BSS leads once subscribers pass 1.483 times" in str(
            app.screen.query_one("#about", Static).render()
        )
        vendor = workspace.project.by_code("vendors", "hostlayer")
        assert vendor
        assert grid.go_to(vendor)
        await settle(pilot)
        said = str(app.screen.query_one("#about", Static).render())
        assert "HostLayer costs more than Plovercloud from 0.29" in said
        assert any("OpenLoom" in line for line in screen_text(app))
        await pilot.press("w")
        await settle(pilot)
        assert isinstance(app.screen, Why)


async def test_without_a_forecast_if_more_come_says_how_to_tell_one(
    decided: Workspace, settle: Settle
) -> None:
    app = OssbuyApp(decided, first="decision")
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await settle(pilot)
        await pilot.press("m")
        await settle(pilot)
        assert "No price grows with a forecast" in "\n".join(screen_text(app))
