"""Feelings on screen: told, marked private, answered by proposed requirements, set against cost."""

from __future__ import annotations

import pytest
from textual.widgets import Input, Static, TextArea

from conftest import SIZES, Settle, screen_text
from ossbuy.analysis.matrix.heart import heart_head_of
from ossbuy.model.events import Act, Fact
from ossbuy.store.workspace import Workspace
from ossbuy.tui.app import OssbuyApp
from ossbuy.tui.modals.fears import Fears
from ossbuy.tui.modals.feelings import Feelings
from ossbuy.tui.modals.form import Form
from ossbuy.tui.modals.heart_head import HeartHead
from ossbuy.tui.widgets.listing import Listing

SECRET = "that they blame me for the migration again"


async def test_a_feeling_is_told_and_its_fear_answered(kestrel: Workspace, settle: Settle) -> None:
    app = OssbuyApp(kestrel)
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await settle(pilot)
        evaluation = app.evaluation
        assert evaluation is not None
        before = evaluation.blended.tolist()
        await pilot.press("e")
        await settle(pilot)
        listed = app.screen
        assert isinstance(listed, Feelings)
        assert "private" in str(listed.query_one(".box").border_title)
        await pilot.press("n")
        await pilot.pause()
        form = app.screen
        assert isinstance(form, Form)
        form.query_one("#intensity", Input).value = "9"
        await pilot.press("ctrl+s")
        await pilot.pause()
        assert "Nobody is named" in str(form.query_one(".refusal").render())
        form.query_one("#person", Input).value = "osei"
        await pilot.press("ctrl+s")
        await pilot.pause()
        assert "intensity is '9'" in str(form.query_one(".refusal").render())
        form.query_one("#intensity", Input).value = "5"
        form.query_one("#pain", Input).value = "P9"
        form.query_one("#fear", TextArea).text = SECRET
        await pilot.press("ctrl+s")
        await settle(pilot)
        assert app.screen is listed
        ident = kestrel.project.by_code("emotions", "E10") or ""
        told = kestrel.project.emotions[ident]
        assert kestrel.project.pains[told.pain].code == "P9"
        assert kestrel.history()[-1].kind == "emotion.told"
        assert app.evaluation is not None
        assert app.evaluation.blended.tolist() == before
        assert not any(SECRET in line for line in screen_text(app)), "a list shows no fear"
        assert listed.query_one(Listing).go_to(ident)
        await pilot.press("p")
        await settle(pilot)
        proposals = app.screen
        assert isinstance(proposals, Fears)
        rows = proposals.query_one(Listing).rows
        assert "may fit" in rows[0].cells[0].plain
        await pilot.press("enter")
        await settle(pilot)
        risk = [r for r in kestrel.project.requirements.values() if r.risk]
        assert len(risk) == 1
        assert kestrel.project.emotions[ident].requirement == risk[0].id
        assert SECRET not in risk[0].model_dump_json()
        assert proposals.query_one(Listing).rows[0].cells[2].plain == risk[0].code
        await pilot.press("enter")
        await pilot.pause()
        assert "asked for already" in str(proposals.query_one(".refusal").render())
        await pilot.press("escape", "escape")
        await settle(pilot)
        assert app.screen is app.current_stage


@pytest.mark.parametrize("size", SIZES)
async def test_heart_and_head_says_the_gap_in_words(
    kestrel: Workspace, settle: Settle, size: tuple[int, int]
) -> None:
    app = OssbuyApp(kestrel)
    async with app.run_test(size=size, notifications=True) as pilot:
        await settle(pilot)
        await pilot.press("h")
        await settle(pilot)
        chart = app.screen
        assert isinstance(chart, HeartHead)
        assert "private" in str(chart.query_one(".box").border_title)
        pains, ranked = heart_head_of(kestrel.project)
        said = []
        for _ in range(int(ranked.known.sum())):
            said.append(" ".join(str(chart.query_one(".gap", Static).render()).split()))
            await pilot.press("down")
            await pilot.pause()
        assert len(set(said)) == ranked.known.sum()
        for i, ident in enumerate(pains):
            if not ranked.known[i]:
                continue
            code = kestrel.project.pains[ident].code
            words = next(s for s in said if s.startswith(f"{code} "))
            gap = int(ranked.gap[i])
            kind = "is felt more" if gap < 0 else "costs more" if gap > 0 else "in both"
            assert kind in words
            if gap:
                assert f"place {ranked.heart[i]} by feeling, {ranked.head[i]} by evidenced" in words
        assert "no feeling told: P5" in str(chart.query_one(".left-out", Static).render())
        assert any("P7 Support ends" in line for line in screen_text(app))
        await pilot.press("h")
        await pilot.pause()
        assert app.screen is app.current_stage


async def test_without_feelings_there_is_nothing_to_compare(settle: Settle) -> None:
    app = OssbuyApp(Workspace.in_memory("somebody"))
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await settle(pilot)
        await pilot.press("h")
        await settle(pilot)
        said = str(app.screen.query_one(".gap", Static).render())
        assert "No evaluation model" in said


async def test_a_regulated_procurement_keeps_none(kestrel: Workspace, settle: Settle) -> None:
    kestrel.execute(Act("procurement.regulated", (Fact("policy/regulated", True),)))
    app = OssbuyApp(kestrel)
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await settle(pilot)
        seq = kestrel.seq
        await pilot.press("e", "n")
        await settle(pilot)
        form = app.screen
        assert isinstance(form, Form)
        form.query_one("#person", Input).value = "osei"
        await pilot.press("ctrl+s")
        await pilot.pause()
        assert "no private notes are kept" in str(form.query_one(".refusal").render())
        assert kestrel.seq == seq
