"""Project settings: one form, one act, refusals that keep what was typed."""

from __future__ import annotations

from textual.widgets import Input, Static

from conftest import Settle, screen_text
from ossbuy.store.workspace import Workspace
from ossbuy.tui.app import OssbuyApp
from ossbuy.tui.modals.form import Form


async def test_the_word_is_switched_by_keyboard(kestrel: Workspace, settle: Settle) -> None:
    app = OssbuyApp(kestrel)
    async with app.run_test(size=(120, 36), notifications=True) as pilot:
        await settle(pilot)
        await pilot.press("comma")
        await settle(pilot)
        form = app.screen
        assert isinstance(form, Form)
        form.query_one("#trauma_word", Input).focus()
        await pilot.press(*"operational", "space", *"pain", "enter")
        await settle(pilot)
        assert kestrel.project.policy.trauma_word == "operational pain"
        assert kestrel.history()[-1].kind == "policy.set"
        assert any("1 Operational pain" in line for line in screen_text(app))
        await pilot.press("u")
        await settle(pilot)
        assert kestrel.project.policy.trauma_word == ""


async def test_name_and_price_share_are_one_act(kestrel: Workspace, settle: Settle) -> None:
    app = OssbuyApp(kestrel)
    before = kestrel.seq
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await settle(pilot)
        await pilot.press("comma")
        await settle(pilot)
        app.screen.query_one("#name", Input).value = "Kestrel, second try"
        app.screen.query_one("#price_share", Input).value = "0,25"
        await pilot.press("ctrl+s")
        await settle(pilot)
    assert kestrel.seq == before + 1
    assert kestrel.project.description.name == "Kestrel, second try"
    assert kestrel.project.policy.price_share == 0.25


async def test_a_wrong_share_is_refused_and_kept(kestrel: Workspace, settle: Settle) -> None:
    app = OssbuyApp(kestrel)
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await settle(pilot)
        await pilot.press("comma")
        await settle(pilot)
        app.screen.query_one("#price_share", Input).value = "40"
        await pilot.press("ctrl+s")
        await settle(pilot)
        assert isinstance(app.screen, Form)
        said = str(app.screen.query_one(".refusal", Static).content)
        assert "price share" in said
        assert "1 or less" in said
        assert app.screen.query_one("#price_share", Input).value == "40"
    assert kestrel.project.policy.price_share == 0.4


async def test_after_the_lock_a_reason_is_asked_for(decided: Workspace, settle: Settle) -> None:
    app = OssbuyApp(decided)
    async with app.run_test(size=(120, 36), notifications=True) as pilot:
        await settle(pilot)
        await pilot.press("comma")
        await settle(pilot)
        app.screen.query_one("#price_share", Input).value = "0.3"
        await pilot.press("ctrl+s")
        await settle(pilot)
        assert isinstance(app.screen, Form)
        await pilot.press(*"board", "ctrl+s")
        await settle(pilot)
    assert decided.project.policy.price_share == 0.3
    assert decided.history()[-1].kind == "weights.amended"
    assert decided.history()[-1].reason == "board"


async def test_how_scores_come_together_moves_after_the_quality_lock_with_a_reason_only(
    decided: Workspace, settle: Settle
) -> None:
    app = OssbuyApp(decided)
    async with app.run_test(size=(120, 36), notifications=True) as pilot:
        await settle(pilot)
        await pilot.press("comma")
        await settle(pilot)
        app.screen.query_one("#score_method", Input).value = "median"
        await pilot.press("ctrl+s")
        await settle(pilot)
        assert isinstance(app.screen, Form)
        assert decided.project.policy.score_method == ""
        assert "quality scores are locked" in str(app.screen.query_one(".refusal", Static).content)
        await pilot.press(*"rules", "ctrl+s")
        await settle(pilot)
    assert decided.project.policy.score_method == "median"
    assert decided.history()[-1].kind == "policy.set"
    assert decided.history()[-1].reason == "rules"
