"""Answers: what each vendor said, in glyphs and in words."""

from __future__ import annotations

import dataclasses
import random

import pytest
from textual.widgets import Static

from conftest import SIZES, Settle, screen_text
from ossbuy.analysis.cell import STATE_WORDS, Cell
from ossbuy.analysis.evaluate import evaluate
from ossbuy.analysis.matrix import matrix
from ossbuy.model.bid import Delivery, Evidence, Level, Response
from ossbuy.procedure.lock import lock_weights
from ossbuy.procedure.replies.receive import unseal
from ossbuy.store.workspace import Workspace
from ossbuy.tui import status as stage_status
from ossbuy.tui.app import OssbuyApp
from ossbuy.tui.marks import Mark
from ossbuy.tui.modals.side_by_side import SideBySide
from ossbuy.tui.modals.why import Why
from ossbuy.tui.widgets.answer import counted, remarks
from ossbuy.tui.widgets.answer_rows import answer_rows, summary
from ossbuy.tui.widgets.grid import Grid


async def test_a_cell_says_level_means_evidence_and_what_counts(
    decided: Workspace, settle: Settle
) -> None:
    app = OssbuyApp(decided, first="answers")
    async with app.run_test(size=(120, 36), notifications=True) as pilot:
        await settle(pilot)
        ev, project = evaluate(matrix(decided.project)), decided.project
        rows = {row.id: row for row in app.screen.query_one(Grid)._down if row.id}
        assert set(rows) == set(project.requirements)
        for (vendor, requirement), _ in random.Random(3).sample(
            sorted(project.responses.items()), 20
        ):
            cell = rows[requirement].cells[list(project.vendors).index(vendor)].plain
            assert cell.endswith(f"{100 * (ev.cell(vendor, requirement).adjusted or 0):.0f} %")


async def test_enter_lays_every_vendor_s_words_side_by_side(
    decided: Workspace, settle: Settle
) -> None:
    app = OssbuyApp(decided, first="answers")
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await settle(pilot)
        requirement = app.screen.query_one(Grid).current[0]
        await pilot.press("enter")
        await settle(pilot)
        assert isinstance(app.screen, SideBySide)
        said = " ".join(str(s.render()) for s in app.screen.query(Static))
        for vendor, who in decided.project.vendors.items():
            assert who.label in said
            assert decided.project.responses[vendor, requirement].comment in said
        await pilot.press("escape")
        await settle(pilot)
        assert app.screen is app.current_stage


async def test_w_explains_the_focused_score_and_f_finds_what_to_look_at(
    decided: Workspace, settle: Settle
) -> None:
    app = OssbuyApp(decided, first="answers")
    async with app.run_test(size=(120, 36), notifications=True) as pilot:
        await settle(pilot)
        grid = app.screen.query_one(Grid)
        await pilot.press("f")
        await settle(pilot)
        requirement, vendor = grid.current
        assert remarks(decided.project.responses[vendor, requirement])
        assert "▲" in str(app.screen.query_one("#focused-text", Static).render())
        await pilot.press("w")
        await settle(pilot)
        assert isinstance(app.screen, Why)
        await pilot.press("escape", "g")
        await settle(pilot)
        assert app.current_stage
        assert app.current_stage.stage == "decision"
        assert app.current_stage.focused_thing() == vendor


@pytest.mark.parametrize("size", SIZES[:1])
async def test_sealed_answers_are_said_to_be_sealed_on_every_screen(
    kestrel: Workspace, settle: Settle, size: tuple[int, int]
) -> None:
    app = OssbuyApp(kestrel, first="answers")
    async with app.run_test(size=size, notifications=True) as pilot:
        await settle(pilot)
        grid = app.screen.query_one(Grid)
        assert {c.plain for row in grid._down for c in row.cells} == {"sealed"}
        assert "Sealed since" in str(app.screen.query_one("#focused-text", Static).render())
        assert stage_status.answers(kestrel.project, None) is not None
        for stage in ("weights", "decision", "robustness", "requirements"):
            app.go(stage)
            await settle(pilot)
            await settle(pilot)
            assert len(screen_text(app)) == size[1]
        app.go("robustness")
        await settle(pilot)
        await settle(pilot)
        assert "answers without a score" in str(
            app.screen.query_one("#firm-text", Static).render()
        ).replace("\n", " ")


async def test_opened_answers_with_sealed_prices_rank_by_quality_and_say_so(
    kestrel: Workspace, settle: Settle
) -> None:
    lock_weights(kestrel)
    unseal(kestrel, "answers")
    app = OssbuyApp(kestrel, first="decision")
    async with app.run_test(size=(120, 36), notifications=True) as pilot:
        await settle(pilot)
        await settle(pilot)
        text = "\n".join(screen_text(app))
        assert "sealed" in text
        for pressed in "spcG":
            await pilot.press(pressed)
            await settle(pilot)
        status = stage_status.answers(kestrel.project, app.evaluation)
        assert status
        assert status.mark is Mark.DONE


@pytest.mark.parametrize("state", [state for state in STATE_WORDS.values() if state != "scored"])
def test_why_there_is_no_score_fits_a_cell(state: str) -> None:
    said = counted(Cell(state, None, None, None, 0.0, None, ""))
    assert 0 < len(said) <= 6


def test_an_unanswered_cell_is_never_a_zero(decided: Workspace) -> None:
    project = decided.project
    gone = next(iter(project.responses))
    fewer = {pair: r for pair, r in project.responses.items() if pair != gone}
    holed = dataclasses.replace(
        project,
        responses=fewer,
        agreed={p: a for p, a in project.agreed.items() if p != gone},
        accepted={p: a for p, a in project.accepted.items() if p != gone},
    )
    rows = answer_rows(holed, evaluate(matrix(holed)))
    row = next(r for r in rows if r.id == gone[1])
    cell = row.cells[list(holed.vendors).index(gone[0])].plain
    assert "%" not in cell
    assert cell.endswith("open")
    total = len(project.requirements) * len(project.vendors)
    assert f"{total - 1} of {total} answered" in summary(holed)


@pytest.mark.parametrize(
    ("response", "words"),
    [
        (Response(level=Level.FULL, delivery=Delivery.NONE), "delivered by nothing"),
        (Response(level=Level.FULL, file="f"), "not by what means"),
        (Response(level=Level.FULL, delivery=Delivery.ROADMAP), "roadmap"),
        (Response(level=Level.NONE, delivery=Delivery.SHIPPED), "yet names"),
        (
            Response(level=Level.FULL, delivery=Delivery.SHIPPED, evidence=Evidence.POC),
            "without saying where",
        ),
        (
            Response(level=Level.UNANSWERED, delivery=Delivery.NONE, raw={"level": "[no]"}),
            "“[no]” under level is no answer",
        ),
    ],
)
def test_what_does_not_fit_together_is_said(response: Response, words: str) -> None:
    assert any(words in one for one in remarks(response))


def test_a_plain_answer_has_no_remark() -> None:
    plain = Response(
        level=Level.FULL, delivery=Delivery.SHIPPED, evidence=Evidence.POC, reference="sheet 1"
    )
    assert remarks(plain) == []
