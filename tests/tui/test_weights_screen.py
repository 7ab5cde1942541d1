"""Weights: a what-if moves the ranking and records nothing until it is adopted."""

from __future__ import annotations

import pytest
from textual.widgets import Input, Static

from conftest import SIZES, Settle, screen_text
from ossbuy.analysis.evaluate import evaluate
from ossbuy.analysis.evaluation import Evaluation
from ossbuy.analysis.matrix import matrix
from ossbuy.analysis.own import choices_short
from ossbuy.model import commands
from ossbuy.model.events import Fact, key
from ossbuy.model.weighing import TOP
from ossbuy.procedure.lock import adopt, record
from ossbuy.procedure.workshops.ballots import adopt as adopt_group
from ossbuy.procedure.workshops.own_weights import own_rankings
from ossbuy.store.workspace import Workspace
from ossbuy.tui.app import OssbuyApp
from ossbuy.tui.modals.confirm import Confirm
from ossbuy.tui.modals.reason import Reason
from ossbuy.tui.screens.ballots import Ballots
from ossbuy.tui.widgets.listing import Listing
from ossbuy.tui.widgets.pane import Pane
from ossbuy.tui.widgets.slider import Slider
from ossbuy.tui.widgets.strip import Strip


def _ranking(app: OssbuyApp) -> list[tuple[str, str]]:
    return [(r.id, r.cells[2].plain) for r in app.screen.query_one("#ranks", Listing).rows]


def _expected(ev: Evaluation) -> list[tuple[str, str]]:
    return [(s.vendor, f"{s.total:.1f}") for s in ev.standings]


def _supposed(workspace: Workspace, *facts: Fact) -> Evaluation:
    draft = workspace.draft()
    draft.apply(facts)
    return evaluate(matrix(draft.freeze(), respect_lock=False))


async def test_the_ranking_moves_with_the_key_and_equals_the_engine(
    decided: Workspace, settle: Settle
) -> None:
    app = OssbuyApp(decided, first="weights")
    async with app.run_test(size=(120, 36), notifications=True) as pilot:
        await settle(pilot)
        assert _ranking(app) == _expected(evaluate(matrix(decided.project)))
        before, head = _ranking(app), decided.head
        await pilot.press("x", *["shift+left"] * 6, "right")
        await settle(pilot)
        await settle(pilot)
        blend = app.screen.query_one("#blend", Slider)
        assert blend.value == round(decided.project.policy.blend - 0.59, 2)  # type: ignore[operator]
        supposed = _supposed(decided, Fact(key("policy", "blend"), blend.value))
        assert _ranking(app) == _expected(supposed)
        assert _ranking(app)[0] != before[0]
        assert decided.head == head
        assert app.banner().startswith("What if")
        await pilot.press("escape")
        await settle(pilot)
        assert _ranking(app) == before
        assert (app.banner(), decided.head) == ("", head)


async def test_adopting_after_the_lock_asks_for_a_reason_and_locks_anew(
    decided: Workspace, settle: Settle
) -> None:
    app = OssbuyApp(decided, first="weights")
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await settle(pilot)
        old = decided.project.locked
        await pilot.press("x", "tab", "shift+right", "A")
        await settle(pilot)
        assert isinstance(app.screen, Reason)
        await pilot.press(*"board", "enter")
        await settle(pilot)
        last = decided.history()[-1]
        assert (last.kind, last.reason) == ("weights.amended", "board")
        assert decided.project.policy.price_share == 0.5
        assert old
        assert decided.project.locked
        assert decided.project.locked.hash != old.hash
        assert not app.scenario


async def test_a_stated_weight_is_typed_into_a_what_if(decided: Workspace, settle: Settle) -> None:
    app = OssbuyApp(decided, first="weights")
    async with app.run_test(size=(120, 36), notifications=True) as pilot:
        await settle(pilot)
        app.suppose([Fact(key("policy", "blend"), 0.0)])
        await settle(pilot)
        ident = app.screen.query_one("#points", Listing).current
        before = app.evaluation.weight_of(ident).stated if app.evaluation else None
        await pilot.press("9", "0")
        assert app.screen.query_one(Strip).is_open
        await pilot.press("enter")
        await settle(pilot)
        await settle(pilot)
        assert app.project.stated[ident] == 90
        assert decided.project.stated[ident] != 90
        facts = [Fact(key("stated", ident), 90.0), Fact(key("policy", "blend"), 0.0)]
        supposed = _supposed(decided, *facts)
        assert app.evaluation
        assert app.evaluation.weight_of(ident).stated == supposed.weight_of(ident).stated
        assert app.evaluation.weight_of(ident).stated != before
        assert _ranking(app) == _expected(supposed)
        adopt(decided, app.scenario, "as typed")
        assert evaluate(matrix(decided.project)).weight_of(ident) == supposed.weight_of(ident)


async def test_a_stated_weight_that_makes_no_sense_is_refused_where_it_was_typed(
    kestrel: Workspace, settle: Settle
) -> None:
    app = OssbuyApp(kestrel, first="weights")
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await settle(pilot)
        for typed in ("-3", "[x] =1", "nan", "1e30"):
            await pilot.press("enter")
            strip = app.screen.query_one(Strip)
            strip.query_one(Input).value = typed
            await pilot.press("enter")
            await settle(pilot)
            assert strip.is_open
            assert str(strip.query_one(".refusal").render()).startswith("✖")
            await pilot.press("escape")
            await settle(pilot)
            assert not strip.is_open
        assert not app.scenario


async def test_a_discarded_what_if_leaves_no_trace_and_adopting_unlocked_needs_no_reason(
    kestrel: Workspace, settle: Settle
) -> None:
    app = OssbuyApp(kestrel, first="weights")
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await settle(pilot)
        before = kestrel.seq
        await pilot.press("x", "left", "left", "escape")
        await settle(pilot)
        assert (kestrel.seq, app.scenario) == (before, ())
        share = kestrel.project.policy.price_share
        await pilot.press("tab", "left", "A")
        await settle(pilot)
        assert kestrel.history()[-1].kind == "scenario.adopted"
        assert kestrel.project.policy.price_share == round((share or 0) - 0.01, 2)


async def test_a_lock_that_cannot_be_is_refused_before_it_is_asked_for(
    kestrel: Workspace, settle: Settle
) -> None:
    kestrel.execute(commands.set_policy(kestrel.project, {"price_share": None}))
    app = OssbuyApp(kestrel, first="weights")
    async with app.run_test(size=(120, 36), notifications=True) as pilot:
        await settle(pilot)
        await pilot.press("L")
        await settle(pilot)
        assert not isinstance(app.screen, Confirm)
        said = " ".join(n.message for n in app._notifications)
        assert "project settings (,)" in said


async def test_locking_asks_first_and_says_hash_and_time(
    kestrel: Workspace, settle: Settle
) -> None:
    app = OssbuyApp(kestrel, first="weights")
    async with app.run_test(size=(120, 36), notifications=True) as pilot:
        await settle(pilot)
        await pilot.press("L")
        await settle(pilot)
        assert isinstance(app.screen, Confirm)
        await pilot.press("n")
        await settle(pilot)
        assert kestrel.project.locked is None
        await pilot.press("L", "y")
        await settle(pilot)
        locked = kestrel.project.locked
        assert locked is not None
        shown = str(app.screen.query_one("#lock-text").render())
        assert locked.hash[:16] in shown
        assert kestrel.history()[-1].kind == "weights.locked"


async def test_one_column_at_a_time_where_narrow(decided: Workspace, settle: Settle) -> None:
    app = OssbuyApp(decided, first="weights")
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await settle(pilot)
        for shown in ("stated", "derived", "blend-pane"):
            panes = {
                name
                for name in ("stated", "derived", "blend-pane")
                if app.screen.query_one(f"#{name}").region.area
            }
            assert panes == {shown}
            await pilot.press("c")
            await settle(pilot)


async def test_w_and_the_chain_from_a_weight(decided: Workspace, settle: Settle) -> None:
    app = OssbuyApp(decided, first="weights")
    async with app.run_test(size=(120, 36), notifications=True) as pilot:
        await settle(pilot)
        ident = app.screen.query_one("#points", Listing).current
        assert app.current_stage
        assert app.current_stage.why() == ("weight", ident)
        await pilot.press("g")
        await settle(pilot)
        assert app.current_stage.stage == "requirements"
        focused = app.current_stage.focused_thing()
        assert decided.project.top_section_of(focused) == ident
        await pilot.press("g", "g", "g")
        await settle(pilot)
        assert app.current_stage.stage == "robustness"
        await pilot.press("b")
        await settle(pilot)
        assert app.current_stage.stage in {"weights", "decision"}


async def test_the_stated_weights_say_whose_they_are_and_whom_each_would_choose(
    decided: Workspace, settle: Settle
) -> None:
    app = OssbuyApp(decided, first="weights")
    async with app.run_test(size=(120, 36), notifications=True) as pilot:
        await settle(pilot)
        await settle(pilot)
        pane = app.screen.query_one("#stated", Pane)
        rankings = own_rankings(decided.project, evaluate(matrix(decided.project)))
        assert len(rankings) == 9
        assert str(pane.border_subtitle) == f"B {choices_short(rankings)}"
        assert pane.summary == "% of quality"
        record(decided, adopt_group(decided.project, TOP, "median"), "the workshop")
        app.read()
        await settle(pilot)
        await settle(pilot)
        taken = decided.project.grouped[TOP]
        assert str(pane.border_title).startswith("Stated by 9 people ──")
        assert pane.summary == f"W {taken.agreement:.2f} · median"
        await pilot.press("w")
        await settle(pilot)
        assert "(the median of 9 people, round 2)" in " ".join(
            str(app.screen.query_one(".sentence", Static).render()).split()
        )
        await pilot.press("escape", "B")
        await settle(pilot)
        assert isinstance(app.screen, Ballots)


async def test_a_weight_is_followed_down_to_a_pain(decided: Workspace, settle: Settle) -> None:
    app = OssbuyApp(decided, first="weights")
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await settle(pilot)
        await pilot.press("w")
        await settle(pilot)
        parts = app.screen.query_one("#parts", Listing)
        rows = [row.cells[1].plain.strip() for row in parts.rows]
        first = next(i for i, label in enumerate(rows) if label.startswith("from P"))
        parts.highlighted = first
        await pilot.pause()
        note = str(app.screen.query_one(".note", Static).render())
        assert note.startswith(rows[first])
        assert "of its link strength" in note
        await pilot.press("enter")
        await settle(pilot)
        assert "the sum of five terms" in str(app.screen.query_one(".sentence", Static).render())


async def test_a_regulated_procurement_is_set_by_a_key_and_says_so(
    kestrel: Workspace, settle: Settle
) -> None:
    app = OssbuyApp(kestrel, first="weights")
    async with app.run_test(size=(120, 36), notifications=True) as pilot:
        await settle(pilot)
        await pilot.press("R")
        await settle(pilot)
        # The sample has feelings: nothing is asked, and nothing set.
        assert not isinstance(app.screen, Confirm)
        assert not kestrel.project.policy.regulated
        for emotion in list(kestrel.project.emotions):
            kestrel.execute(commands.remove(kestrel.project, "emotion", emotion))
        app.read()
        await settle(pilot)
        await pilot.press("R")
        await settle(pilot)
        assert isinstance(app.screen, Confirm)
        await pilot.press("y")
        await settle(pilot)
        assert kestrel.history()[-1].kind == "procurement.regulated"
        assert kestrel.project.policy.regulated
        assert "regulated" in app.screen.query_one("#lock", Pane).summary


@pytest.mark.parametrize("size", SIZES)
async def test_with_many_sections_the_line_to_type_into_stays_in_sight(
    kestrel: Workspace, settle: Settle, size: tuple[int, int]
) -> None:
    for number in range(40):
        name = {"code": f"S{number}", "title": f"Section {number}"}
        kestrel.execute(commands.add(kestrel.project, "section", name))
    app = OssbuyApp(kestrel, first="weights")
    async with app.run_test(size=size, notifications=True) as pilot:
        await settle(pilot)
        await pilot.press("end", "9", "7")
        await settle(pilot)
        strip, pane = app.screen.query_one(Strip), app.screen.query_one("#stated")
        assert pane.content_region.contains_region(strip.region)
        points = app.screen.query_one("#points", Listing)
        assert points.max_scroll_y == points.scroll_y > 0
        assert "97" in "\n".join(screen_text(app))
