"""Ballots: typed by keyboard, gone once passed on, seen by nobody before the round is closed."""

from __future__ import annotations

from itertools import pairwise

import pytest
from textual.pilot import Pilot
from textual.widgets import Input, Static

from conftest import SIZES, Settle, screen_text
from ossbuy.analysis.evaluate import evaluate
from ossbuy.analysis.matrix import matrix
from ossbuy.analysis.own import choices_sentence
from ossbuy.model import balloting, commands
from ossbuy.model.events import Act, Fact, key
from ossbuy.model.weighing import TOP, Ballot
from ossbuy.procedure.workshops.ballots import cast
from ossbuy.procedure.workshops.group import group
from ossbuy.procedure.workshops.own_weights import own_rankings
from ossbuy.store.workspace import Workspace
from ossbuy.tui.app import OssbuyApp
from ossbuy.tui.modals.ballot import BallotBox
from ossbuy.tui.modals.confirm import Confirm
from ossbuy.tui.modals.pass_on import PassOn
from ossbuy.tui.modals.reason import Reason
from ossbuy.tui.screens.ballots import Ballots
from ossbuy.tui.widgets.group_pane import GroupPane
from ossbuy.tui.widgets.group_table import spread
from ossbuy.tui.widgets.listing import Listing

# Slow: every test starts a program of its own or a whole screen; run by make sweep and CI.
pytestmark = pytest.mark.sweep


@pytest.fixture
def kestrel(kestrel: Workspace) -> Workspace:
    """Kestrel before its workshops."""
    return before_the_workshops(kestrel)


@pytest.fixture
def decided(decided: Workspace) -> Workspace:
    """Kestrel locked and decided, without its workshops."""
    return before_the_workshops(decided)


def before_the_workshops(workspace: Workspace) -> Workspace:
    project = workspace.project
    facts = [Fact(key("ballot", p, n), None, r) for p, n, r in project.ballots]
    facts += [Fact(key("closed", n), None, r) for n, r in project.closed]
    facts += [Fact(key("grouped", n), None) for n in project.grouped]
    for session in project.sessions:
        facts += commands.remove(project, "session", session).facts
    facts += [Fact(key("person", p, "voting_power"), None) for p in project.people]
    workspace.execute(Act("workshop.changed", tuple(facts)))
    return workspace


SECTIONS = ("C1", "C2", "C3", "C4", "C5", "C6", "C7", "C8")


def person(workspace: Workspace, code: str) -> str:
    return workspace.project.by_code("people", code) or ""


def last_ballot(workspace: Workspace, code: str, round_: str = "1", node: str = TOP) -> Ballot:
    return workspace.project.ballots[person(workspace, code), node, round_]


def by_code(workspace: Workspace, said: dict[str, float]) -> dict[str, float]:
    return {workspace.project.label(ident): value for ident, value in said.items()}


def box(app: OssbuyApp) -> BallotBox:
    assert isinstance(app.screen, BallotBox)
    return app.screen


def outcome(app: OssbuyApp) -> str:
    return str(app.screen.query_one("#said", Static).render())


def refusal(app: OssbuyApp) -> str:
    return str(app.screen.query_one(".refusal", Static).render())


async def typed(pilot: Pilot[None], *numbers: str) -> None:
    for number in numbers:
        await pilot.press(*("full_stop" if sign == "." else sign for sign in number), "enter")


def vote(workspace: Workspace, code: str, *points: float) -> None:
    project = workspace.project
    said = dict(zip((s.id for s in project.top_sections()), points, strict=True))
    ballot = Ballot(method="points", points=said)
    workspace.execute(cast(project, person(workspace, code), TOP, ballot))


def close(workspace: Workspace) -> None:
    workspace.execute(balloting.close(workspace.project, TOP, "chair", "2026-05-04T09:00:00Z"))


@pytest.mark.parametrize("size", SIZES)
async def test_points_are_typed_passed_on_and_gone(
    kestrel: Workspace, settle: Settle, size: tuple[int, int]
) -> None:
    app = OssbuyApp(kestrel, first="weights")
    async with app.run_test(size=size, notifications=True) as pilot:
        await settle(pilot)
        await pilot.press("B")
        await settle(pilot)
        assert isinstance(app.screen, Ballots)
        await pilot.press("enter", "enter")
        await settle(pilot)
        first = balloting.may_vote(kestrel.project)[0]
        assert app.screen.query_one(".box").border_title == (
            f"{kestrel.project.people[first].label} weighs all sections · round 1"
        )
        await typed(pilot, "81.5", "10")
        await settle(pilot)
        assert "Still to do: C3 has no points" in outcome(app)
        shown = "\n".join(screen_text(app))
        # 81.5 of 91.5 and 10 of 91.5 so far
        assert "89.1 %" in shown
        assert "10.9 %" in shown
        await pilot.press("ctrl+s")
        await settle(pilot)
        assert "C3 has no points" in refusal(app)
        assert kestrel.project.ballots == {}
        await typed(pilot, "1", "1", "1", "1", "1", "3.5")
        await settle(pilot)
        assert "✔ By points: C1 81.5 %" in outcome(app)
        await pilot.press("tab", *"because", "ctrl+s")
        await settle(pilot)
        ballot = kestrel.project.ballots[first, TOP, "1"]
        assert by_code(kestrel, ballot.points) == dict(
            zip(SECTIONS, (81.5, 10, 1, 1, 1, 1, 1, 3.5), strict=True)
        )
        assert ballot.comment == "because"
        event = kestrel.history()[-1]
        assert (event.kind, event.on_behalf_of) == ("ballot.cast", first)
        assert isinstance(app.screen, PassOn)
        second = balloting.may_vote(kestrel.project)[1]
        await pilot.press("enter")
        await settle(pilot)
        assert kestrel.project.people[second].label in str(
            app.screen.query_one(".box").border_title
        )
        for where in ("the next ballot", "the list", "the history"):
            text = "\n".join(screen_text(app))
            assert "81.5" not in text, where
            assert "because" not in text, where
            await pilot.press("escape" if where == "the next ballot" else "H")
            await settle(pilot)
        assert len(kestrel.project.ballots) == 1


async def test_a_ranking_is_made_by_moving_rows(kestrel: Workspace, settle: Settle) -> None:
    app = OssbuyApp(kestrel, first="ballots")
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await settle(pilot)
        await pilot.press("n", "m", "m")
        await settle(pilot)
        await pilot.press("ctrl+s")
        await settle(pilot)
        assert "has no rank" in refusal(app)
        # C3 to the top, C2 tied with C1 below it, C8 above C7
        await pilot.press(
            "down", "down", "shift+up", "K", "down", "down", "equals_sign", "end", "K"
        )
        await settle(pilot)
        await pilot.press("ctrl+s")
        await settle(pilot)
        (ballot,) = kestrel.project.ballots.values()
        label = kestrel.project.label
        assert ballot.method == "rank-order-centroid"
        assert [[label(i) for i in together] for together in ballot.ranking] == [
            ["C3"],
            ["C1", "C2"],
            ["C4"],
            ["C5"],
            ["C6"],
            ["C8"],
            ["C7"],
        ]


async def test_an_order_that_is_right_as_it_stands_is_said_so(
    kestrel: Workspace, settle: Settle
) -> None:
    app = OssbuyApp(kestrel, first="ballots")
    async with app.run_test(size=(120, 36), notifications=True) as pilot:
        await settle(pilot)
        await pilot.press("n", "m", "m", "m", "enter", "t", "down", "t", "t", "down", "J")
        await settle(pilot)
        assert "By rank sum" in outcome(app)
        await pilot.press("ctrl+s")
        await settle(pilot)
        (ballot,) = kestrel.project.ballots.values()
        assert ballot.method == "rank-sum"
        label = kestrel.project.label
        assert [label(i) for together in ballot.ranking for i in together] == [
            *("C1", "C2", "C4", "C3"),
            *SECTIONS[4:],
        ]


async def test_pairs_by_arrow_keys_with_the_repair_taken(
    kestrel: Workspace, settle: Settle
) -> None:
    app = OssbuyApp(kestrel, first="ballots")
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await settle(pilot)
        await pilot.press("n", *"mmmm")
        await settle(pilot)
        # Neighbours: each counts twice the next; then C1 against C3 the wrong way round.
        for _ in range(7):
            await pilot.press("left", "enter")
        await settle(pilot)
        assert "✔ 7 of 28 pairs compared." in outcome(app)
        assert "agree with each other fully" in outcome(app)
        await pilot.press("r")
        assert "no repair to take" in refusal(app)
        await pilot.press(*["right"] * 5)
        await settle(pilot)
        said = outcome(app)
        assert said.startswith("▲ 8 of 28 pairs compared.")
        assert "Least in line: " in said
        assert said.endswith("r takes that.")
        await pilot.press("r")
        await settle(pilot)
        assert outcome(app).startswith("✔ 8 of 28 pairs compared.")
        await pilot.press("delete", "5", "slash", "ctrl+s")
        await settle(pilot)
        (ballot,) = kestrel.project.ballots.values()
        label = kestrel.project.label
        pairs = {(label(a), label(b)): ratio for a, b, ratio in ballot.pairs}
        said_before = dict.fromkeys(pairwise(SECTIONS), 2.0)
        said_before["C1", "C3"] = 1 / 6
        (fixed,) = [pair for pair, ratio in pairs.items() if ratio == pytest.approx(1 / 5)]
        assert pairs == pytest.approx(said_before | {fixed: 1 / 5})


async def test_best_worst_by_plus_minus_and_digits(kestrel: Workspace, settle: Settle) -> None:
    app = OssbuyApp(kestrel, first="ballots")
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await settle(pilot)
        await pilot.press("n", *"mmmmm", "plus", "end", "minus", "home", "down")
        # C1 against C2 to C8, then C2 to C7 against C8
        await pilot.press(*"2345689", *"975432")
        await settle(pilot)
        assert "By best-worst, linear model" in outcome(app)
        # another worst asks anew; the old one has forgotten nothing
        await pilot.press("home", "down", "minus", "end", "minus")
        await settle(pilot)
        await pilot.press("ctrl+s")
        await settle(pilot)
        (ballot,) = kestrel.project.ballots.values()
        label = kestrel.project.label
        assert (label(ballot.best), label(ballot.worst)) == ("C1", "C8")
        assert by_code(kestrel, ballot.best_to_others) == dict(
            zip(SECTIONS[1:], (2, 3, 4, 5, 6, 8, 9), strict=True)
        )
        assert by_code(kestrel, ballot.others_to_worst) == dict(
            zip(SECTIONS[1:7], (9, 7, 5, 4, 3, 2), strict=True)
        )


async def test_leaving_asks_and_another_way_forgets_nothing(
    kestrel: Workspace, settle: Settle
) -> None:
    app = OssbuyApp(kestrel, first="ballots")
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await settle(pilot)
        await pilot.press("n", "escape")
        await settle(pilot)
        assert isinstance(app.screen, Ballots)
        await pilot.press("n", "4", "2", *"mmmmmm")
        await settle(pilot)
        assert box(app).method == "points"
        assert by_code(kestrel, dict(box(app).entry.ballot("points").points)) == {"C1": 42}
        await pilot.press("escape")
        await settle(pilot)
        assert isinstance(app.screen, Confirm)
        await pilot.press("n")
        await settle(pilot)
        assert by_code(kestrel, dict(box(app).entry.ballot("points").points)) == {"C1": 42}
        await pilot.press("ctrl+q")
        await settle(pilot)
        assert isinstance(app.screen, Confirm)
        await pilot.press("escape", "backspace", "backspace", "escape")
        await settle(pilot)
        assert isinstance(app.screen, Ballots)
        assert kestrel.project.ballots == {}


@pytest.mark.parametrize("size", SIZES)
async def test_the_round_is_closed_seen_and_taken(
    kestrel: Workspace, settle: Settle, size: tuple[int, int]
) -> None:
    vote(kestrel, "nowak", 50, 10, 10, 10, 5, 5, 5, 5)
    vote(kestrel, "haddad", 10, 50, 10, 10, 5, 5, 5, 5)
    app = OssbuyApp(kestrel, first="ballots")
    async with app.run_test(size=size, notifications=True) as pilot:
        await settle(pilot)
        pane = app.screen.query_one(GroupPane)
        assert pane.round is None
        assert not pane.table.display
        await pilot.press("x")
        await settle(pilot)
        assert isinstance(app.screen, Confirm)
        await pilot.press("y")
        await settle(pilot)
        await settle(pilot)
        assert kestrel.history()[-1].kind == "round.closed"
        assert pane.round is not None
        assert pane.table.has_focus
        text = "\n".join(screen_text(app))
        for word in ("round 1 · 2 people · mean", "30.0 %", "nowak", "haddad"):
            assert word in text
        expected = group(kestrel.project, TOP)
        assert pane.round.result.weights.weights.tolist() == expected.weights.weights.tolist()
        await pilot.press("m", "enter")
        await settle(pilot)
        assert "Take the geometric-mean of 2 people, round 1" in "\n".join(screen_text(app))
        await pilot.press("y")
        await settle(pilot)
        assert kestrel.history()[-1].kind == "weights.agreed"
        assert kestrel.project.grouped[TOP].method == "geometric-mean"
        stated = by_code(kestrel, dict(kestrel.project.stated))
        # √(50·10) for the two, 10, 10 and 5 four times for the others
        whole = 2 * 500**0.5 + 20 + 20
        assert stated["C1"] == pytest.approx(100 * 500**0.5 / whole)
        assert stated["C8"] == pytest.approx(500 / whole)


async def test_two_rounds_stand_side_by_side_with_own_winners(
    decided: Workspace, settle: Settle
) -> None:
    vote(decided, "nowak", 50, 10, 10, 10, 5, 5, 5, 5)
    vote(decided, "haddad", 10, 10, 10, 10, 5, 45, 5, 5)
    close(decided)
    vote(decided, "nowak", 30, 10, 10, 10, 5, 25, 5, 5)
    vote(decided, "haddad", 10, 10, 10, 10, 5, 45, 5, 5)
    close(decided)
    vote(decided, "osei", 77, 3, 4, 4, 3, 3, 3, 3)
    app = OssbuyApp(decided, first="ballots")
    async with app.run_test(size=(120, 36), notifications=True) as pilot:
        await settle(pilot)
        await pilot.press("t", "end", *["right"] * 4)
        await settle(pilot)
        lines = screen_text(app)
        text = "\n".join(lines)
        ev = evaluate(matrix(decided.project))
        rankings = own_rankings(decided.project, ev)
        assert len(rankings) == 2
        assert choices_sentence(rankings) in text
        summary = str(app.screen.query_one("#summary", Static).render())
        assert "most moved Piotr Nowak, 20.0 points" in summary
        moved = next(line for line in lines if "since round 1" in line)
        assert "10.0" in moved  # the group
        assert "20.0" in moved  # nowak
        assert "Own ranking: " in text
        assert "77" not in text
        await pilot.press("r")
        await settle(pilot)
        pane = app.screen.query_one(GroupPane)
        assert pane.round
        assert (pane.round.result.round, pane.round.before) == ("1", None)
        await pilot.press("r", "enter", "y")
        await settle(pilot)
        assert isinstance(app.screen, Reason)
        await pilot.press(*"talked", "enter")
        await settle(pilot)
        last = decided.history()[-1]
        assert (last.kind, last.reason) == ("weights.amended", "talked")
        assert decided.project.grouped[TOP].round == "2"


async def test_what_was_said_in_the_round_before_is_where_a_ballot_begins(
    kestrel: Workspace, settle: Settle
) -> None:
    vote(kestrel, "nowak", 50, 10, 10, 10, 5, 5, 5, 5)
    close(kestrel)
    app = OssbuyApp(kestrel, first="ballots")
    async with app.run_test(size=(120, 36), notifications=True) as pilot:
        await settle(pilot)
        await pilot.press("n")
        await settle(pilot)
        assert by_code(kestrel, dict(box(app).entry.ballot("points").points))["C1"] == 50
        assert not box(app).unsaved
        await pilot.press("6", "0", "ctrl+s")
        await settle(pilot)
        assert by_code(kestrel, last_ballot(kestrel, "nowak", "2").points)["C1"] == 60
        await pilot.press("escape")
        await settle(pilot)
        # Typed once more in the same round, nothing of what was passed on is shown.
        app.screen.query_one("#voters", Listing).go_to(person(kestrel, "nowak"))
        await pilot.press("enter")
        await settle(pilot)
        assert by_code(kestrel, dict(box(app).entry.ballot("points").points))["C1"] == 50


async def test_the_people_of_the_workshop_come_in_turn_and_absence_is_said(
    kestrel: Workspace, settle: Settle
) -> None:
    present = [person(kestrel, code) for code in ("osei", "rourke", "nowak")]
    kestrel.execute(commands.add(kestrel.project, "session", {"code": "W1", "present": present}))
    vote(kestrel, "nowak", *[1] * 8)
    app = OssbuyApp(kestrel, first="ballots")
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await settle(pilot)
        await pilot.press("n", *"mm", "enter", "ctrl+s")
        await settle(pilot)
        assert "Pass the keyboard to Conor Rourke." in "\n".join(screen_text(app))
        await pilot.press("escape", "x")
        await settle(pilot)
        assert "Absent: Conor Rourke." in " ".join("".join(screen_text(app)).split())
        await pilot.press("y")
        await settle(pilot)
        closing = kestrel.project.closed[TOP, "1"]
        assert closing.absent == (person(kestrel, "rourke"),)


async def test_a_round_closed_meanwhile_is_said_before_anything_is_cast(
    kestrel: Workspace, settle: Settle
) -> None:
    vote(kestrel, "nowak", *[1] * 8)
    app = OssbuyApp(kestrel, first="ballots")
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await settle(pilot)
        await pilot.press("n", "m", "m", "enter")
        await settle(pilot)
        close(kestrel)
        await pilot.press("ctrl+s")
        await settle(pilot)
        assert "Round 1 was closed while you weighed" in refusal(app)
        assert len(kestrel.project.ballots) == 1
        await pilot.press("ctrl+s")
        await settle(pilot)
        assert {r for _, _, r in kestrel.project.ballots} == {"1", "2"}


async def test_the_past_is_not_voted_in(decided: Workspace, settle: Settle) -> None:
    app = OssbuyApp(decided, first="ballots")
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await settle(pilot)
        app.travel(decided.seq - 1)
        await settle(pilot)
        await pilot.press("n")
        await settle(pilot)
        assert isinstance(app.screen, Ballots)


@pytest.mark.parametrize("size", SIZES)
async def test_any_text_shows_as_typed(
    kestrel: Workspace, settle: Settle, size: tuple[int, int]
) -> None:
    hostile = "[/b] [red]x[/] Ünïcode & Söhne 光"
    ident = person(kestrel, "nowak")
    kestrel.execute(commands.change(kestrel.project, "person", ident, {"name": hostile}))
    section = kestrel.project.by_code("sections", "C1") or ""
    kestrel.execute(commands.change(kestrel.project, "section", section, {"title": hostile}))
    ballot = Ballot(
        method="rank-sum", ranking=tuple((s.id,) for s in kestrel.project.top_sections())
    )
    ballot = ballot.model_copy(update={"comment": hostile})
    kestrel.execute(cast(kestrel.project, ident, TOP, ballot))
    app = OssbuyApp(kestrel, first="ballots")
    async with app.run_test(size=size, notifications=True) as pilot:
        await settle(pilot)
        await pilot.press("enter", "enter")
        await settle(pilot)
        for _ in range(6):
            assert "[/b] [red]" in "\n".join(screen_text(app))
            await pilot.press("m")
            await settle(pilot)
        app.screen.query_one("#comment", Input).value = hostile
        await pilot.press("escape", "y", "x")
        await settle(pilot)
        await pilot.press("y")
        await settle(pilot)
        await pilot.press("right", "right", "right", "right")
        await settle(pilot)
        assert hostile[:12] in "\n".join(screen_text(app))


async def test_an_empty_project_says_what_is_missing(settle: Settle) -> None:
    workspace = Workspace.in_memory("me")
    app = OssbuyApp(workspace, first="ballots")
    async with app.run_test(size=(120, 36), notifications=True) as pilot:
        await settle(pilot)
        assert "There is nothing to weigh yet" in "\n".join(screen_text(app))
        await pilot.press("n", "x", "m", "r", "t", "enter", "w")
        await settle(pilot)
        assert workspace.seq == 0


def test_dots_stand_where_the_weights_are() -> None:
    drawn = spread([0.0, 0.25, 0.25, 0.5], 0.25, 0.5).plain
    assert len(drawn) == 20
    assert (drawn[0], drawn[-1]) == ("●", "●")
    assert drawn.count("2") == 1
    apart = spread([0.0, 0.5], 0.25, 0.5).plain
    assert apart.count("│") == 1
    assert spread([0.0], 0.0, 0.0).plain == ""


def test_a_person_removed_by_hand_breaks_nothing(kestrel: Workspace) -> None:
    vote(kestrel, "nowak", *[1] * 8)
    ident = person(kestrel, "nowak")
    draft = kestrel.draft()
    draft.apply(
        [Fact(f"person/{ident}/code", None), Fact(f"closed/{TOP}", {"by": "x", "at": "y"}, "1")]
    )
    draft.apply([Fact(f"person/{ident}/{name}", None) for name in ("name", "role", "daily_user")])
    project = draft.freeze()
    result = group(project, TOP)
    assert result.people == (ident,)
