"""Causes: the why-tree, the Pareto, and shares that may not exceed the whole."""

from __future__ import annotations

import pytest
from textual.widgets import Input, TextArea

from conftest import Settle
from ossbuy.store.workspace import Workspace
from ossbuy.tui.app import OssbuyApp
from ossbuy.tui.modals.form import Form
from ossbuy.tui.widgets.listing import Listing
from ossbuy.tui.widgets.why_tree import UNEXPLAINED, why_tree


def test_every_line_of_the_tree_adds_up_to_the_whole(kestrel: Workspace) -> None:
    sums: dict[str, float] = {}
    for path, depth, _, share in why_tree(kestrel.project):
        if depth:
            above = path.rsplit("/", 1)[0]
            sums[above] = sums.get(above, 0) + (share or 0)
    assert set(kestrel.project.pains) <= set(sums)
    assert all(total == pytest.approx(1) for total in sums.values())


async def test_the_pareto_adds_up_with_the_unexplained(kestrel: Workspace, settle: Settle) -> None:
    app = OssbuyApp(kestrel, first="causes")
    async with app.run_test(size=(120, 36), notifications=True) as pilot:
        await settle(pilot)
        rows = app.screen.query_one("#pareto", Listing).rows
        assert rows[-1].id == UNEXPLAINED
        assert rows[-1].cells[4].plain == "100 %"
        points = [float(row.cells[2].plain) for row in rows[:-1]]
        assert points == sorted(points, reverse=True)
        ev = app.evaluation
        assert ev is not None
        total = sum(ev.trauma_of(p) or 0 for p in kestrel.project.pains)
        assert sum(points) + float(rows[-1].cells[2].plain) == pytest.approx(total, abs=0.5)


async def _share_form(app: OssbuyApp, pilot, settle: Settle) -> Form:
    await settle(pilot)
    await pilot.press("down", "enter")
    await pilot.pause()
    assert isinstance(app.screen, Form)
    return app.screen


async def test_a_share_is_edited_in_percent(kestrel: Workspace, settle: Settle) -> None:
    app = OssbuyApp(kestrel, first="causes")
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        form = await _share_form(app, pilot, settle)
        form.query_one("#share", Input).value = "30"
        await pilot.press("enter")
        await settle(pilot)
        project = kestrel.project
        edge = (project.by_code("causes", "RC1"), project.by_code("pains", "P1"))
        assert project.contributions[edge] == pytest.approx(0.3)


@pytest.mark.parametrize(
    ("typed", "said"), [("90", "at most 50 % is left for RC1"), ("much", "'much' is not a number")]
)
async def test_a_wrong_share_is_refused_in_words(
    kestrel: Workspace, settle: Settle, typed: str, said: str
) -> None:
    app = OssbuyApp(kestrel, first="causes")
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        form = await _share_form(app, pilot, settle)
        form.query_one("#share", Input).value = typed
        await pilot.press("enter")
        await pilot.pause()
        assert app.screen is form
        assert said in str(form.query_one(".refusal").render())
        assert form.query_one("#share", Input).value == typed


async def test_after_the_lock_a_share_needs_a_reason(decided: Workspace, settle: Settle) -> None:
    app = OssbuyApp(decided, first="causes")
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        seq = decided.seq
        form = await _share_form(app, pilot, settle)
        form.query_one("#share", Input).value = "30"
        await pilot.press("enter")
        await pilot.pause()
        assert app.screen is form
        assert "The weights are locked" in str(form.query_one(".refusal").render())
        assert decided.seq == seq
        await pilot.press(*"recount", "enter")
        await settle(pilot)
        event = decided.history()[-1]
        assert (event.kind, event.reason) == ("weights.amended", "recount")


async def test_a_new_cause_comes_with_its_share_in_one_act(
    kestrel: Workspace, settle: Settle
) -> None:
    app = OssbuyApp(kestrel, first="causes")
    async with app.run_test(size=(120, 36), notifications=True) as pilot:
        await settle(pilot)
        seq = kestrel.seq
        await pilot.press("n")
        await pilot.pause()
        form = app.screen
        form.query_one("#code", Input).value = "RC9"
        form.query_one("#statement", TextArea).text = "Nobody counts [cards]."
        form.query_one("#share", Input).value = "10"
        await pilot.press("ctrl+s")
        await settle(pilot)
        assert kestrel.seq == seq + 1
        project = kestrel.project
        edge = (project.by_code("causes", "RC9"), project.by_code("pains", "P1"))
        assert project.contributions[edge] == pytest.approx(0.1)
        await pilot.press("ctrl+z")
        await settle(pilot)
        assert kestrel.project.by_code("causes", "RC9") is None


async def test_a_new_cause_is_numbered(kestrel: Workspace, settle: Settle) -> None:
    app = OssbuyApp(kestrel, first="causes")
    async with app.run_test(size=(120, 36), notifications=True) as pilot:
        await settle(pilot)
        before = {cause.code for cause in kestrel.project.causes.values()}
        await pilot.press("n")
        await pilot.pause()
        assert app.screen.focused is app.screen.query_one("#statement")
        app.screen.query_one("#statement", TextArea).text = "Nobody counts cards."
        app.screen.query_one("#share", Input).value = "10"
        await pilot.press("ctrl+s")
        await settle(pilot)
        (code,) = {cause.code for cause in kestrel.project.causes.values()} - before
        numbers = [int(c[2:]) for c in before if c[2:].isdigit()]
        assert code == f"RC{max(numbers) + 1}"


async def test_delete_takes_off_the_share_and_keeps_the_cause(
    kestrel: Workspace, settle: Settle
) -> None:
    app = OssbuyApp(kestrel, first="causes")
    async with app.run_test(size=(120, 36), notifications=True) as pilot:
        await settle(pilot)
        await pilot.press("down", "delete")
        await pilot.pause()
        await pilot.press("y")
        await settle(pilot)
        project = kestrel.project
        cause, pain = project.by_code("causes", "RC1"), project.by_code("pains", "P1")
        assert cause in project.causes
        assert (cause, pain) not in project.contributions
