"""The findings on screen: all of them, worst first, and the way to each and back."""

from __future__ import annotations

import pytest

from conftest import SIZES, Settle, screen_text
from ossbuy.analysis.evaluate import evaluate
from ossbuy.analysis.matrix import matrix
from ossbuy.analysis.robustness.cockpit import Robustness, robustness
from ossbuy.model import commands
from ossbuy.model.events import Act, Fact
from ossbuy.model.findings import ORDER, Finding
from ossbuy.procedure.findings import findings
from ossbuy.store.workspace import Workspace
from ossbuy.tui.app import OssbuyApp
from ossbuy.tui.finding_places import place_of
from ossbuy.tui.screens.findings import Findings
from ossbuy.tui.stages import STAGES
from ossbuy.tui.widgets.listing import Listing


def checked(workspace: Workspace) -> tuple[Finding, ...]:
    """What `ossbuy check` lists."""
    evaluation = evaluate(matrix(workspace.project))
    firm = robustness(evaluation)
    tested = firm if isinstance(firm, Robustness) else None
    return findings(workspace.project, evaluation, workspace.history(), tested)


def rules(app: OssbuyApp) -> list[str]:
    """The rules listed, in order."""
    return [row.cells[1].plain for row in app.screen.query_one("#list", Listing).rows]


@pytest.mark.parametrize("size", SIZES)
async def test_f_lists_what_check_lists_and_esc_goes_back(
    decided: Workspace, settle: Settle, size: tuple[int, int]
) -> None:
    app = OssbuyApp(decided, first="weights")
    async with app.run_test(size=size, notifications=True) as pilot:
        await settle(pilot)
        await pilot.press("F")
        await settle(pilot)
        expected = checked(decided)
        assert isinstance(app.screen, Findings)
        assert rules(app) == [f.rule for f in expected]
        text = "\n".join(screen_text(app))
        assert f"{len(expected)} findings · none blocks" in text
        assert expected[0].way_out[:30] in text
        await pilot.press("escape")
        await settle(pilot)
        assert app.current_stage is not None
        assert app.current_stage.stage == "weights"


async def test_severities_stand_together_worst_first(decided: Workspace, settle: Settle) -> None:
    project = decided.project
    gate = next(r for r in project.requirements.values() if r.gate)
    decided.execute(commands.change(project, "requirement", gate.id, {"threshold": ""}))
    app = OssbuyApp(decided, first="findings")
    async with app.run_test(size=(120, 36), notifications=True) as pilot:
        await settle(pilot)
        rows = app.screen.query_one("#list", Listing).rows
        heads = [row.cells[0].plain[2:] for row in rows if len(row.cells[0].plain) > 1]
        assert heads == list(ORDER)
        assert rules(app)[0] == "F04"
        assert "1 blocks" in "\n".join(screen_text(app))


async def test_enter_goes_to_the_thing_and_esc_comes_back(
    decided: Workspace, settle: Settle
) -> None:
    app = OssbuyApp(decided, first="findings")
    async with app.run_test(size=(120, 36), notifications=True) as pilot:
        await settle(pilot)
        listing = app.screen.query_one("#list", Listing)
        row = next(r.id for r in listing.rows if "C2.5" in r.id)
        listing.go_to(row)
        await pilot.press("enter")
        await settle(pilot)
        screen = app.current_stage
        assert screen is not None
        assert screen.stage == "answers"
        project = decided.project
        leaf, vendor = (
            project.by_code("requirements", "C2.5"),
            project.by_code("vendors", "openloom"),
        )
        assert screen.focused_thing() == f"{leaf}/{vendor}"
        await pilot.press("escape")
        await settle(pilot)
        assert isinstance(app.screen, Findings)
        assert app.screen.focused_thing() == row


async def test_a_mended_thing_leaves_the_list(decided: Workspace, settle: Settle) -> None:
    app = OssbuyApp(decided, first="findings")
    async with app.run_test(size=(120, 36), notifications=True) as pilot:
        await settle(pilot)
        before = rules(app)
        cause = decided.project.by_code("causes", "RC5") or ""
        assert app.do(lambda p: commands.change(p, "cause", cause, {"fixable": "part"}))
        await settle(pilot)
        after = rules(app)
        assert before.count("F22") - after.count("F22") == 1
        assert "F37" in set(after) - set(before)  # a cause was changed after the lock


async def test_typing_finds_and_esc_empties(decided: Workspace, settle: Settle) -> None:
    app = OssbuyApp(decided, first="findings")
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await settle(pilot)
        every = len(rules(app))
        await pilot.press("slash", *"notes rc5", "enter")
        await pilot.pause()
        assert rules(app) == ["F22"]
        await pilot.press("escape")
        await pilot.pause()
        assert len(rules(app)) == every


async def test_the_past_has_the_findings_it_had(decided: Workspace, settle: Settle) -> None:
    seq = decided.seq
    pain = decided.project.by_code("pains", "P1") or ""
    decided.execute(commands.change(decided.project, "pain", pain, {"severity": "4"}))
    app = OssbuyApp(decided, first="findings")
    async with app.run_test(size=(120, 36), notifications=True) as pilot:
        await settle(pilot)
        assert "F37" in rules(app)
        app.travel(seq)
        await settle(pilot)
        assert "F37" not in rules(app)


async def test_a_project_that_cannot_be_computed_says_why(settle: Settle) -> None:
    workspace = Workspace.in_memory("tester")
    workspace.execute(Act("project.begun", (Fact("project/name", "Bare"),)))
    app = OssbuyApp(workspace, first="findings")
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await settle(pilot)
        assert "adopted no evaluation model" in "\n".join(screen_text(app))
        await pilot.press("enter")
        await settle(pilot)
        assert isinstance(app.screen, Findings)


def test_every_finding_of_the_sample_has_a_place(decided: Workspace) -> None:
    stages = {stage.id for stage in STAGES}
    for finding in checked(decided):
        place = place_of(decided.project, finding)
        assert place is not None, finding
        assert place[0] in stages
