"""Value: where the thinking stops, tracing, revenue counted once, multipliers seen first."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.widgets import Input, Static

from conftest import Settle, screen_text
from ossbuy.analysis.evaluate import evaluate
from ossbuy.analysis.matrix import matrix
from ossbuy.analysis.matrix.value import value_inputs
from ossbuy.analysis.value import Profile
from ossbuy.analysis.worth import Worth, worth
from ossbuy.model import commands
from ossbuy.model.events import Act, Fact, facts_of
from ossbuy.model.layering import factors_of
from ossbuy.model.tracing import trace
from ossbuy.procedure.layers import layer_effect
from ossbuy.store.workspace import Workspace
from ossbuy.tui.app import OssbuyApp
from ossbuy.tui.modals.form import Form
from ossbuy.tui.modals.multipliers import Multipliers
from ossbuy.tui.modals.reason import Reason
from ossbuy.tui.text import plain
from ossbuy.tui.widgets.layer_bars import cells, layer_bars
from ossbuy.tui.widgets.listing import Listing
from ossbuy.tui.widgets.pane import Pane
from ossbuy.tui.widgets.value_rows import MANY, views
from small import model_value

# Slow: every test starts a program of its own or a whole screen; run by make sweep and CI.
pytestmark = pytest.mark.sweep

WIDE = (120, 36)


def of(workspace: Workspace) -> Worth:
    ev = evaluate(matrix(workspace.project))
    return worth(ev, value_inputs(workspace.project, ev.matrix))


def rows(app: OssbuyApp, which: str = "#list") -> dict[str, list[str]]:
    listing = app.screen.query_one(which, Listing)
    return {app.project.label(r.id): [c.plain for c in r.cells] for r in listing.rows}


def said(app: OssbuyApp, which: str) -> str:
    return str(app.screen.query_one(which, Static).render())


async def test_v_shows_the_depths_the_arithmetic_gives(kestrel: Workspace, settle: Settle) -> None:
    app = OssbuyApp(kestrel)
    async with app.run_test(size=WIDE, notifications=True) as pilot:
        await settle(pilot)
        await pilot.press("V")
        await settle(pilot)
        found = of(kestrel)
        text = said(app, "#bars")
        for profile in (found.stated, found.derived, found.counts, found.pains):
            assert profile is not None
            assert f"{profile.depth:.2f} → {profile.stops_at}" in text
        assert "Nobody has said it yet" in said(app, "#said")
        assert found.sight.share is not None
        assert f"{100 * found.sight.share:.0f} % of layer-3 weight" in said(app, "#sight")


async def test_things_stand_by_layer_and_journey(kestrel: Workspace, settle: Settle) -> None:
    app = OssbuyApp(kestrel, first="value")
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await settle(pilot)
        listed = rows(app)
        assert len(listed) == len(kestrel.project.pains) + len(kestrel.project.requirements)
        layers = [cells_[0][-1] for cells_ in listed.values()]
        assert layers == sorted(layers, reverse=True)
        assert list(listed)[:3] == ["P3", "P4", "P6"]
        assert listed["P3"][1] == "order"
        assert "correlated" in listed["P3"][5]
        await pilot.press("f")
        await pilot.pause()
        assert set(rows(app)) == {p.code for p in kestrel.project.pains.values()}
        await pilot.press("f")
        await pilot.pause()
        assert set(rows(app)) == {kestrel.project.label(i) for i in kestrel.project.values}
        for layer in (3, 2, 1):
            await pilot.press("f")
            await pilot.pause()
            assert {cells_[0][-1] for cells_ in rows(app).values()} == {str(layer)}
        await pilot.press("f")
        await pilot.pause()
        assert rows(app) == {}
        await pilot.press("f")
        await pilot.pause()
        assert rows(app) == listed


async def test_a_large_project_is_never_listed_all_at_once(settle: Settle) -> None:
    with Workspace.in_memory("M. Okafor") as large:
        facts = [Fact("model", model_value())]
        for n in range(MANY + 1):
            facts += facts_of("pain", f"p{n}", {"code": f"P{n}", "name": "x", "layer": 1 + n % 2})
        large.execute(Act("project.built", tuple(facts)))
        app = OssbuyApp(large, first="value")
        async with app.run_test(size=(80, 24), notifications=True) as pilot:
            await settle(pilot)
            assert app.screen.shown == "pains"
            assert "all" not in views(large.project)


async def test_enter_traces_in_one_act_and_undo_takes_it_back(
    kestrel: Workspace, settle: Settle
) -> None:
    app = OssbuyApp(kestrel, first="value")
    async with app.run_test(size=WIDE, notifications=True) as pilot:
        await settle(pilot)
        app.current_stage.select(kestrel.project.by_code("pains", "P2") or "")
        await pilot.press("enter")
        await pilot.pause()
        form = app.screen
        assert isinstance(form, Form)
        typed = {"layer": "2", "stage": "activate", "lever": "time to revenue", "loss": "2,5"}
        for name, text in typed.items():
            form.query_one(f"#{name}", Input).value = text
        seq = kestrel.seq
        await pilot.press("ctrl+s")
        await settle(pilot)
        assert kestrel.seq == seq + 1
        event = kestrel.history()[-1]
        assert event.kind == "value.traced"
        pain = kestrel.project.by_code("pains", "P2") or ""
        case = kestrel.project.values[pain]
        assert (case.stage, case.lever, case.loss) == ("activate", "time to revenue", 0.025)
        assert kestrel.project.pains[pain].layer == 2
        assert rows(app)["P2"][:2] == ["▓ 2", "activate"]
        await pilot.press("ctrl+z")
        await settle(pilot)
        assert pain not in kestrel.project.values
        assert kestrel.project.pains[pain].layer == 1


@pytest.mark.parametrize(
    ("field", "text", "no"),
    [
        ("stage", "ordr", "'ordr' is no stage of the customer's journey"),
        ("loss", "130", "the likely loss is 130 %: enter 0 % to 100 %"),
        ("volume", "lots", "volume is 'lots': it must be a number"),
        ("loss_low", "9", "low, likely and high must rise in this order"),
        ("obstructs", "perhaps", "it must be yes or no"),
    ],
)
async def test_a_refused_case_keeps_what_was_typed(
    kestrel: Workspace, settle: Settle, field: str, text: str, no: str
) -> None:
    app = OssbuyApp(kestrel, first="value")
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await settle(pilot)
        await pilot.press("enter")
        await pilot.pause()
        form, seq = app.screen, kestrel.seq
        form.query_one(f"#{field}", Input).value = text
        await pilot.press("ctrl+s")
        await pilot.pause()
        assert app.screen is form
        assert no in " ".join(str(form.query_one(".refusal", Static).render()).split())
        assert form.query_one(f"#{field}", Input).value == text
        assert kestrel.seq == seq


async def test_somebody_elses_tracing_is_noticed(kestrel: Workspace, settle: Settle) -> None:
    app = OssbuyApp(kestrel, first="value")
    async with app.run_test(size=WIDE, notifications=True) as pilot:
        await settle(pilot)
        await pilot.press("enter")
        await pilot.pause()
        form, pain = app.screen, kestrel.project.by_code("pains", "P3") or ""
        with Workspace.open(Path(kestrel.where), "S. Lindqvist") as other:
            other.execute(trace(other.project, pain, {"segment": "flats", "note": "as agreed"}))
        kestrel.refresh()
        app.read()
        form.query_one("#segment", Input).value = "homes"
        await pilot.press("ctrl+s")
        await pilot.pause()
        said_ = " ".join(str(form.query_one(".refusal", Static).render()).split())
        assert "meanwhile from households to flats" in said_
        await pilot.press("ctrl+s")
        await settle(pilot)
        case = kestrel.project.values[pain]
        # Mine stands where both spoke; theirs stays where I said nothing.
        assert (case.segment, case.note) == ("homes", "as agreed")


async def test_revenue_is_counted_once_and_what_obstructs_is_listed(
    kestrel: Workspace, settle: Settle
) -> None:
    project = kestrel.project
    p1, p9 = (project.by_code("pains", code) or "" for code in ("P1", "P9"))
    money = {"volume": "1000000", "loss": "1 %", "margin": "50 %", "attribution": "50 %"}
    twice = {"lever": "conversion", "segment": "Households"}
    kestrel.execute(trace(project, p1, money | twice))
    kestrel.execute(trace(kestrel.project, p9, money | {"lever": "churn", "obstructs": "yes"}))
    app = OssbuyApp(kestrel, first="value")
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await settle(pilot)
        await pilot.press("c", "c")
        await pilot.pause()
        marks = {code: cells_[0] for code, cells_ in rows(app, "#risk-list").items()}
        assert marks == {"P3": "✔", "P4": "✔", "P6": "✔", "P1": "=", "P5": "?", "P9": "✖"}
        # P6 is the only one that counts and is only asserted.
        weak = [c for c, cells_ in rows(app, "#risk-list").items() if cells_[5].endswith("◄")]
        assert weak == ["P6"]
        total = of(kestrel).revenue.likely or 0.0
        assert f"€{total / 1000:.0f}k a year likely" in said(app, "#total")
        assert "1 counted already, 1 not known, 1 obstructing the customer" in " ".join(
            said(app, "#total").split()
        )
        await pilot.press("escape")
        await pilot.pause()
        assert app.screen.query_one("#things").display


async def test_the_stated_layer_is_said_and_held_against_the_weights(
    kestrel: Workspace, settle: Settle
) -> None:
    app = OssbuyApp(kestrel, first="value")
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await settle(pilot)
        await pilot.press("l")
        await pilot.pause()
        form = app.screen
        form.query_one("#stated_layer", Input).value = "4"
        await pilot.press("ctrl+s")
        await pilot.pause()
        assert "it must be 3 or less" in str(form.query_one(".refusal", Static).render())
        form.query_one("#stated_layer", Input).value = "3"
        await pilot.press("enter")
        await settle(pilot)
        assert kestrel.project.policy.stated_layer == 3
        assert said(app, "#said") == (
            "You say at layer 3, the end customer. The weights stop short of that."
        )


async def test_what_says_no_layer_has_a_part_of_its_own(kestrel: Workspace, settle: Settle) -> None:
    leaf = kestrel.project.by_code("requirements", "C4.3") or ""
    kestrel.execute(commands.change(kestrel.project, "requirement", leaf, {"layer": None}))
    found = of(kestrel)
    assert found.stated is not None
    assert found.stated.unsaid > 0
    app = OssbuyApp(kestrel, first="value")
    async with app.run_test(size=WIDE, notifications=True) as pilot:
        await settle(pilot)
        assert list(rows(app))[-1] == "C4.3"
        stated = said(app, "#bars").splitlines()[1]
        assert "░" in stated
        assert f"{100 * found.stated.share(0):.0f} %" in stated


@pytest.mark.parametrize("size", [(80, 24), WIDE])
async def test_the_map_counts_pains_and_requirements(
    kestrel: Workspace, settle: Settle, size: tuple[int, int]
) -> None:
    app = OssbuyApp(kestrel, first="value")
    async with app.run_test(size=size, notifications=True) as pilot:
        await settle(pilot)
        await pilot.press("m")
        await settle(pilot)
        text = "\n".join(screen_text(app))
        assert "leave" in text
        assert "●5 ▪40" in text
        await pilot.press("escape")
        await pilot.pause()
        assert not app.screen.query_one("#journey-map").display


async def test_multipliers_are_seen_before_they_are_adopted(
    kestrel: Workspace, settle: Settle
) -> None:
    app = OssbuyApp(kestrel, first="value")
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await settle(pilot)
        seq = kestrel.seq
        await pilot.press("x")
        await settle(pilot)
        await pilot.press("down")
        await settle(pilot)
        assert isinstance(app.screen, Multipliers)
        effect = layer_effect(kestrel.project, (1.0, 1.15, 1.3))
        assert said(app, "#effect") == effect.sentence()
        assert kestrel.seq == seq
        await pilot.press("enter")
        await settle(pilot)
        event = kestrel.history()[-1]
        assert event.kind == "model.adopted"
        assert kestrel.project.model is not None
        assert factors_of(kestrel.project.model) == (1.0, 1.15, 1.3)
        await pilot.press("escape")
        await settle(pilot)
        assert "layers × 1/1.15/1.3" in app.screen.query_one("#thinking", Pane).summary
        assert "unmultiplied" in said(app, "#bars")


async def test_own_multipliers_are_refused_in_words_or_listed(
    kestrel: Workspace, settle: Settle
) -> None:
    app = OssbuyApp(kestrel, first="value")
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await settle(pilot)
        await pilot.press("x")
        await settle(pilot)
        for typed, no in (("1/2", "must be three numbers"), ("1/1/9", "above the highest")):
            await pilot.press("o")
            app.screen.query_one("#own", Input).value = typed
            await pilot.press("enter")
            await settle(pilot)
            assert no in str(app.screen.query_one(".refusal", Static).render())
            assert app.screen.query_one("#own", Input).value == typed
            await pilot.press("escape")
        await pilot.press("o")
        app.screen.query_one("#own", Input).value = "1/1.1/1.2"
        await pilot.press("enter")
        await settle(pilot)
        assert app.screen.query_one("#choices", Listing).current == "1/1.1/1.2"
        assert "multiplied by 1/1.1/1.2" in said(app, "#effect")


async def test_under_the_lock_adopting_needs_a_reason(decided: Workspace, settle: Settle) -> None:
    app = OssbuyApp(decided, first="value")
    async with app.run_test(size=WIDE, notifications=True) as pilot:
        await settle(pilot)
        await pilot.press("x")
        await settle(pilot)
        await pilot.press("down", "enter")
        await settle(pilot)
        assert isinstance(app.screen, Reason)
        await pilot.press(*"outward", "enter")
        await settle(pilot)
        event = decided.history()[-1]
        assert (event.kind, event.reason) == ("weights.amended", "outward")
        assert isinstance(app.screen, Multipliers)
        assert said(app, "#effect") == "These multipliers count now."


async def test_the_chain_is_walked_both_ways(kestrel: Workspace, settle: Settle) -> None:
    app = OssbuyApp(kestrel, first="value")
    async with app.run_test(size=WIDE, notifications=True) as pilot:
        await settle(pilot)
        pain = kestrel.project.by_code("pains", "P4") or ""
        app.current_stage.select(pain)
        await pilot.press("b")
        await settle(pilot)
        assert (app.screen.stage, app.screen.focused_thing()) == ("trauma", pain)
        await pilot.press("escape")
        await settle(pilot)
        assert app.screen.stage == "value"
        await pilot.press("g")
        await settle(pilot)
        assert app.screen.stage == "requirements"


async def test_a_project_of_nothing_says_what_to_do(settle: Settle) -> None:
    with Workspace.in_memory("M. Okafor") as empty:
        app = OssbuyApp(empty, first="value")
        async with app.run_test(size=(80, 24), notifications=True) as pilot:
            await settle(pilot)
            await pilot.press("enter", "m", "c", "escape")
            await settle(pilot)
            assert "tell a pain first" in said(app, "#card-text")


def test_bars_fill_their_width_and_nothing_is_drawn_as_nothing() -> None:
    assert cells([0.5, 0.5, 0, 0], 10) == [5, 5, 0, 0]
    assert cells([0.999, 0.001, 0, 0], 10) == [9, 1, 0, 0]
    for shares in ([0.3, 0.3, 0.2, 0.2], [1, 0, 0, 0], [0.97, 0.01, 0.01, 0.01]):
        assert sum(cells(shares, 31)) == 31
    drawn = layer_bars([("x", Profile((85, 8, 7), 0))], 76)
    assert {len(line) for line in drawn.plain.splitlines()} == {76}
    assert layer_bars([("x", Profile((0, 0, 0), 0))], 76).plain.count("nothing weighs") == 1
    assert plain("▒").plain in drawn.plain


def test_a_value_case_of_something_gone_is_left_out(kestrel: Workspace) -> None:
    pain = kestrel.project.by_code("pains", "P3") or ""
    kestrel.execute(commands.remove(kestrel.project, "pain", pain))
    assert pain not in {line.id for line in of(kestrel).revenue.lines}
    assert Fact(f"value/{pain}", None) in kestrel.history()[-1].facts
