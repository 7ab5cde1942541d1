"""Robustness: levers, charts, who beats whom, and draws that can be stopped."""

from __future__ import annotations

import dataclasses

import pytest
from textual.app import App, ComposeResult
from textual.widgets import Static

from conftest import SIZES, Settle, screen_text
from ossbuy.analysis.arrays import rounded_down
from ossbuy.analysis.evaluate import evaluate
from ossbuy.analysis.matrix import matrix
from ossbuy.analysis.robustness.cockpit import Robustness, robustness
from ossbuy.store.workspace import Workspace
from ossbuy.tui.app import OssbuyApp
from ossbuy.tui.widgets.grid import Grid
from ossbuy.tui.widgets.judging import Judging, known
from ossbuy.tui.widgets.listing import Listing


def _figures(workspace: Workspace) -> Robustness:
    result = robustness(evaluate(matrix(workspace.project)))
    assert isinstance(result, Robustness)
    return result


async def test_levers_stand_nearest_first_and_say_the_cockpit_s_sentence(
    decided: Workspace, settle: Settle
) -> None:
    app = OssbuyApp(decided, first="robustness")
    async with app.run_test(size=(120, 36), notifications=True) as pilot:
        await settle(pilot)
        await settle(pilot)
        levers = _figures(decided).firm.levers
        listing = app.screen.query_one("#list", Listing)
        assert len(listing.rows) == len(levers)
        for lever in levers:
            said = str(app.screen.query_one("#lever-text", Static).render())
            assert said == lever.text
            await pilot.press("down")
            await settle(pilot)


async def test_p_star_stands_there_both_ways_with_seed_and_draws(
    decided: Workspace, settle: Settle
) -> None:
    app = OssbuyApp(decided, first="robustness")
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await settle(pilot)
        await settle(pilot)
        figures = _figures(decided)
        text = "\n".join(screen_text(app))
        assert f"±{rounded_down(100 * figures.firm.p_star)} %" in text
        assert f"±{rounded_down(100 * figures.firm.p_star_price_fixed)} %" in text
        assert f"seed {figures.noise.seed}" in text
        assert f"{figures.noise.samples:,} draws".replace(",", " ") in text


@pytest.mark.parametrize("size", SIZES)
async def test_one_chart_at_a_time_by_key(
    decided: Workspace, settle: Settle, size: tuple[int, int]
) -> None:
    app = OssbuyApp(decided, first="robustness")
    async with app.run_test(size=size, notifications=True) as pilot:
        await settle(pilot)
        await settle(pilot)
        drawn = {}
        for pressed in ("t", "x", "a"):
            await pilot.press(pressed)
            await settle(pilot)
            picture = app.screen.query_one("#drawn", Static)
            drawn[pressed] = str(picture.render())
            assert picture.region.area
            assert max(len(line) for line in drawn[pressed].splitlines()) <= picture.size.width
        assert len(set(drawn.values())) == 3
        first = _figures(decided).rank_shares(_figures(decided).firm.vendors[0])[0]
        assert f"{100 * first:.1f} %" in drawn["a"]
        await pilot.press("p")
        await settle(pilot)
        assert app.screen.query_one("#grid").region.area
        await pilot.press("escape")
        await settle(pilot)
        assert app.screen.query_one("#list").region.area


async def test_who_beats_whom_is_the_matrix_of_the_draws(
    decided: Workspace, settle: Settle
) -> None:
    app = OssbuyApp(decided, first="robustness")
    async with app.run_test(size=(120, 36), notifications=True) as pilot:
        await settle(pilot)
        await settle(pilot)
        beats = _figures(decided).noise.beats
        down = app.screen.query_one(Grid)._down
        for i, row in enumerate(down):
            for j, cell in enumerate(row.cells):
                assert cell.plain == ("—" if i == j else f"{100 * beats[i, j]:.1f} %")


class Alone(App[None]):
    """Judging with nothing around it."""

    def compose(self) -> ComposeResult:
        yield Judging()


async def test_the_draws_can_be_stopped_and_keep_what_was_drawn(decided: Workspace) -> None:
    ev = evaluate(matrix(decided.project))
    many = ev.matrix.model.coefficients["noise.samples"].model_copy(
        update={"value": 400_000_000.0, "high": None}
    )
    model = ev.matrix.model.model_copy(
        update={"coefficients": dict(ev.matrix.model.coefficients) | {"noise.samples": many}}
    )
    long = dataclasses.replace(ev, matrix=dataclasses.replace(ev.matrix, model=model))
    app = Alone()
    async with app.run_test() as pilot:
        judging = app.query_one(Judging)
        judging.judge(long)
        while judging.done[0] == 0:
            await pilot.pause(0.02)
        assert "Esc stops" in judging.progress_text().plain
        assert judging.cancel()
        await app.workers.wait_for_complete()
        await pilot.pause()
        figures = known(judging.result)
        assert figures is not None
        assert 0 < figures.noise.samples < figures.noise.requested
        assert not figures.noise.complete
        assert not judging.cancel()


async def test_only_the_last_evaluation_asked_for_is_judged(
    decided: Workspace, settle: Settle
) -> None:
    app = Alone()
    async with app.run_test() as pilot:
        judging = app.query_one(Judging)
        asked = [evaluate(matrix(decided.project)) for _ in range(6)]
        for ev in asked:
            judging.judge(ev)
        await settle(pilot)
        assert judging._judged_of is asked[-1]
        assert not judging.busy
