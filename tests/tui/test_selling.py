"""A vendor's own bid on screen: brief, answers, standing, about you, send."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from textual.widgets import Input, Static, TextArea

from bids import bid, workbook
from conftest import NARROW, SIZES, WIDE, Settle, screen_text
from ossbuy.exchange.pack import Reason
from ossbuy.model.bid import Delivery, Evidence, Level, Response
from ossbuy.model.bidding import give_task, own, own_answer, write_answer
from ossbuy.procedure.bidding.assessment import Assessment
from ossbuy.store.workspace import Workspace
from ossbuy.tui.app import OssbuyApp
from ossbuy.tui.modals.form import Form
from ossbuy.tui.stages import SELLING
from ossbuy.tui.widgets.listing import Listing
from ossbuy.tui.widgets.pane import Pane
from packs import HOSTILE, pack

REASONS = (Reason("c1", "RC1", "Nobody owns the data", "wrong ports", ("C1.1", "C2.1")),)
FULL = Response(level=Level.FULL, delivery=Delivery.SHIPPED, evidence=Evidence.DEMO, reference="x")


@pytest.fixture
def own_bid(tmp_path: Path) -> Iterator[Workspace]:
    """A bid with three requirements, one of them a gate."""
    with bid(pack(reasons=REASONS), tmp_path / "bid.ossbuy", name="Falke") as workspace:
        yield workspace


def rows(app: OssbuyApp, which: str = "#list") -> dict[str, list[str]]:
    listing = app.screen.query_one(which, Listing)
    return {row.id: [cell.plain for cell in row.cells] for row in listing.rows}


def said(app: OssbuyApp, which: str) -> str:
    return " ".join(str(app.screen.query_one(which, Static).render()).split())


async def test_a_bid_begins_with_gates_and_causes(own_bid: Workspace, settle: Settle) -> None:
    app = OssbuyApp(own_bid)
    async with app.run_test(size=WIDE, notifications=True) as pilot:
        await settle(pilot)
        assert app.current_stage is not None
        assert app.current_stage.stage == "brief"
        assert rows(app, "#gate-list")["aa11"][1] == "○ open"
        assert rows(app, "#cause-list")["c1"][1:] == ["0 of 2", "—"]
        assert "wrong ports" in said(app, "#effects-text")
        assert "2027-01-15 12:00 Your answers" in said(app, "#request-text")
        strip = screen_text(app)[1]
        assert "1 Brief ▲1" in strip
        assert "5 Send" in strip
        assert "Trauma" not in strip
        await pilot.press("enter")
        await settle(pilot)
        assert app.current_stage.stage == "own_answers"
        assert app.current_stage.focused_thing() == "aa11"


async def test_a_cause_leads_to_its_first_open_answer(own_bid: Workspace, settle: Settle) -> None:
    own_bid.execute(write_answer(own_bid.project, "aa11", {"level": "full"}))
    app = OssbuyApp(own_bid)
    async with app.run_test(size=NARROW, notifications=True) as pilot:
        await settle(pilot)
        await pilot.press("c", "g")
        await settle(pilot)
        assert app.current_stage is not None
        assert (app.current_stage.stage, app.current_stage.focused_thing()) == (
            "own_answers",
            "bb21",
        )
        await pilot.press("escape")
        await settle(pilot)
        assert app.current_stage.stage == "brief"


async def test_answering_is_recorded_and_taken_back(own_bid: Workspace, settle: Settle) -> None:
    app = OssbuyApp(own_bid, first="own_answers")
    async with app.run_test(size=NARROW, notifications=True) as pilot:
        await settle(pilot)
        assert list(rows(app)) == ["aa11", "aa12", "bb21"]
        await pilot.press("enter")
        assert isinstance(app.screen, Form)
        app.screen.query_one("#level", Input).value = "mostly"
        await pilot.press("ctrl+s")
        assert "'mostly' is no level" in said(app, ".refusal")
        app.screen.query_one("#level", Input).value = "Full"
        app.screen.query_one("#delivery", Input).value = "shipped"
        await pilot.press("ctrl+s")
        await settle(pilot)
        answer = own_answer(own_bid.project, "aa11")
        assert (answer.level, answer.delivery) == (Level.FULL, Delivery.SHIPPED)
        assert own_bid.history()[-1].kind == "answer.written"
        # Gaps come first, so what is answered goes down.
        assert list(rows(app)) == ["aa12", "bb21", "aa11"]
        # The cursor goes on to the next gap.
        assert app.screen.query_one("#list", Listing).current == "aa12"
        await pilot.press("u")
        await settle(pilot)
        assert own_bid.project.responses == {}


async def test_tasks_are_given_and_shown(own_bid: Workspace, settle: Settle) -> None:
    app = OssbuyApp(own_bid, first="own_answers")
    async with app.run_test(size=WIDE, notifications=True) as pilot:
        await settle(pilot)
        await pilot.press("down", "t")
        app.screen.query_one("#person", Input).value = "Ana"
        app.screen.query_one("#due", Input).value = "soon"
        await pilot.press("ctrl+s")
        assert "write it as 2027-01-10" in said(app, ".refusal")
        app.screen.query_one("#due", Input).value = "2027-01-10"
        await pilot.press("ctrl+s")
        await settle(pilot)
        assert own_bid.project.tasks["aa12"].person == "Ana"
        assert rows(app)["aa12"][4] == "Ana"
        await pilot.press("f", "f")
        await settle(pilot)
        assert list(rows(app)) == ["aa12"]
        await pilot.press("f")
        await settle(pilot)
        assert rows(app) == {}
        assert said(app, "#card-text") == "Nothing here: f shows others."
        app.actor = "ana"
        app.screen.repaint()
        await settle(pilot)
        assert list(rows(app)) == ["aa12"]
        await pilot.press("escape")
        await settle(pilot)
        assert len(rows(app)) == 3


async def test_an_earlier_bid_is_proposed_and_taken_over(
    own_bid: Workspace, settle: Settle, tmp_path: Path
) -> None:
    earlier = tmp_path / "earlier.xlsx"
    earlier.write_bytes(workbook(pack(), {"bb21": FULL, "aa12": FULL}))
    app = OssbuyApp(own_bid, first="own_answers")
    async with app.run_test(size=WIDE, notifications=True) as pilot:
        await settle(pilot)
        await pilot.press("R")
        app.screen.query_one("#path", Input).value = str(tmp_path / "none.xlsx")
        await pilot.press("ctrl+s")
        assert "no such file" in said(app, ".refusal")
        app.screen.query_one("#path", Input).value = str(earlier)
        await pilot.press("ctrl+s")
        await settle(pilot)
        assert {k: r[5] for k, r in rows(app).items()} == {
            "aa11": "",
            "aa12": "100 %",
            "bb21": "100 %",
        }
        await pilot.press("down", "r")
        await settle(pilot)
        assert own_answer(own_bid.project, "aa12") == FULL
        assert own_bid.project.reused["aa12"].source == "earlier.xlsx"
        assert own_bid.history()[-1].kind == "answers.reused"


async def test_standing_is_what_the_assessment_says(own_bid: Workspace, settle: Settle) -> None:
    own_bid.execute(write_answer(own_bid.project, "aa12", {"level": "partial", "delivery": "CUS"}))
    app = OssbuyApp(own_bid, first="standing")
    async with app.run_test(size=WIDE, notifications=True) as pilot:
        await settle(pilot)
        found = Assessment(own_bid.project)
        assert found.standing is not None
        low, high = found.standing.uniform
        assert f"{low:.1f} – {high:.1f}" in said(app, "#score-text")
        assert "an assumption" in said(app, "#score-text")
        listed = rows(app, "#move-list")
        assert list(listed) == [f"{m.requirement} {m.kind}" for m in found.moves]
        assert listed["bb21 answer"][0] == "≤50.0"
        await pilot.press("enter")
        assert isinstance(app.screen, Form)
        app.screen.query_one("#level", Input).value = "full"
        await pilot.press("ctrl+s")
        await settle(pilot)
        assert "bb21 answer" not in rows(app, "#move-list")


async def test_questions_about_us_are_read_from_the_pack_and_answered(
    own_bid: Workspace, settle: Settle
) -> None:
    app = OssbuyApp(own_bid, first="own_company")
    async with app.run_test(size=NARROW, notifications=True) as pilot:
        await settle(pilot)
        assert list(rows(app)) == [q.key for q in pack().questions]
        await pilot.press("enter")
        app.screen.query_one("#value", TextArea).text = "2"
        await pilot.press("ctrl+s")
        await settle(pilot)
        mine = own(own_bid.project).id
        assert own_bid.project.loops[mine, "code-branches"].value == "2"
        assert rows(app)["code-branches"][2] == "2"
        await pilot.press("n")
        app.screen.query_one("#name", Input).value = "Falke Systems"
        await pilot.press("ctrl+s")
        await settle(pilot)
        assert own(own_bid.project).name == "Falke Systems"
        assert app.screen.query_one("#items", Pane).summary == "Falke Systems · 1 of 5"


async def test_the_workbook_is_written_where_it_is_asked_for(
    own_bid: Workspace, settle: Settle, tmp_path: Path
) -> None:
    own_bid.execute(write_answer(own_bid.project, "aa12", {"level": "full"}))
    own_bid.execute(give_task(own_bid.project, ["aa12"], "Ana"))
    app = OssbuyApp(own_bid, tmp_path / "bid.ossbuy", first="sending")
    async with app.run_test(size=WIDE, notifications=True) as pilot:
        await settle(pilot)
        assert [r[1] for r in rows(app).values()] == [
            "pass or fail, and not answered",
            "the means are not said",
        ]
        await pilot.press("x")
        assert app.screen.query_one("#out", Input).value == str(tmp_path / "falke.xlsx")
        await pilot.press("ctrl+s")
        await settle(pilot)
        assert (tmp_path / "falke.xlsx").is_file()
        assert own_bid.history()[-1].kind == "bid.written"
        assert "falke.xlsx" in said(app, "#card-text")
        # What went out is not written over, nor proposed again.
        await pilot.press("x")
        out = app.screen.query_one("#out", Input)
        assert out.value == str(tmp_path / "falke-2.xlsx")
        out.value = str(tmp_path / "falke.xlsx")
        await pilot.press("ctrl+s")
        assert "is there already" in said(app, ".refusal")


async def test_nothing_answered_is_not_all_in_order(settle: Settle, tmp_path: Path) -> None:
    items = tuple(item for item in pack().items if not item.gate)
    with bid(pack(items=items), tmp_path / "bid.ossbuy", name="Falke") as workspace:
        app = OssbuyApp(workspace, first="sending")
        async with app.run_test(size=NARROW, notifications=True) as pilot:
            await settle(pilot)
            assert app.screen.query_one("#items", Pane).summary == "nothing is answered yet"
            assert "c what leaves" in screen_text(app)[-1]
            await pilot.press("c")
            await settle(pilot)
            assert "Stays here" in "\n".join(screen_text(app))
            await pilot.resize_terminal(*WIDE)
            await settle(pilot)
            assert "what leaves" not in screen_text(app)[-1]


async def test_an_addendum_and_a_colleagues_answers_are_taken_in(
    own_bid: Workspace, settle: Settle, tmp_path: Path
) -> None:
    own_bid.execute(write_answer(own_bid.project, "aa12", {"level": "none"}))
    later = pack(version="1.1", items=pack().items[:2])
    (tmp_path / "pack2.xlsx").write_bytes(workbook(later))
    (tmp_path / "ana.xlsx").write_bytes(workbook(later, {"aa11": FULL, "aa12": FULL}))
    app = OssbuyApp(own_bid)
    async with app.run_test(size=NARROW, notifications=True) as pilot:
        await settle(pilot)
        await pilot.press("a")
        app.screen.query_one("#path", Input).value = str(tmp_path / "pack2.xlsx")
        await pilot.press("ctrl+s")
        await settle(pilot)
        assert set(own_bid.project.requirements) == {"aa11", "aa12"}
        await pilot.press("2", "i")
        app.screen.query_one("#path", Input).value = str(tmp_path / "ana.xlsx")
        await pilot.press("ctrl+s")
        await settle(pilot)
        assert own_answer(own_bid.project, "aa11") == FULL
        assert own_answer(own_bid.project, "aa12").level is Level.NONE
        await pilot.press("i")
        app.screen.query_one("#path", Input).value = str(tmp_path / "ana.xlsx")
        app.screen.query_one("#theirs", Input).value = "yes"
        await pilot.press("ctrl+s")
        await settle(pilot)
        assert own_answer(own_bid.project, "aa12") == FULL


async def test_a_request_is_opened_from_home(settle: Settle, tmp_path: Path) -> None:
    (tmp_path / "pack.xlsx").write_bytes(workbook(pack()))
    app = OssbuyApp(actor="jo")
    async with app.run_test(size=NARROW, notifications=True) as pilot:
        await settle(pilot)
        await pilot.press("a")
        assert isinstance(app.screen, Form)
        app.screen.query_one("#request", Input).value = str(tmp_path / "none.xlsx")
        app.screen.query_one("#file", Input).value = str(tmp_path / "mine")
        await pilot.press("ctrl+s")
        assert "no such file" in said(app, ".refusal")
        app.screen.query_one("#request", Input).value = str(tmp_path / "pack.xlsx")
        app.screen.query_one("#bidder", Input).value = "Falke"
        await pilot.press("ctrl+s")
        await settle(pilot)
        await settle(pilot)
        assert app.current_stage is not None
        assert app.current_stage.stage == "brief"
        assert app.path == tmp_path / "mine.ossbuy"
        assert own(app.project).name == "Falke"


async def test_buyers_keys_and_stages_are_not_there(own_bid: Workspace, settle: Settle) -> None:
    app = OssbuyApp(own_bid)
    async with app.run_test(size=NARROW, notifications=True) as pilot:
        await settle(pilot)
        assert app.current_stage is not None
        for key in ("B", "P", "V", "F", "W", "w", "comma", "6", "7"):
            await pilot.press(key)
            await settle(pilot)
            assert app.current_stage.stage == "brief", key
            assert len(app.screen_stack) == 1, key
        await pilot.press("H")
        await settle(pilot)
        assert app.current_stage.stage == "history"


@pytest.mark.parametrize("size", SIZES)
async def test_every_screen_fits_and_shows_hostile_text_as_it_is(
    own_bid: Workspace, settle: Settle, size: tuple[int, int]
) -> None:
    app = OssbuyApp(own_bid)
    async with app.run_test(size=size, notifications=True) as pilot:
        await settle(pilot)
        for stage in SELLING:
            app.go(stage.id)
            await settle(pilot)
            lines = screen_text(app)
            assert len(lines) == size[1]
            assert all(len(line) <= size[0] for line in lines), stage.id
        app.go("own_answers", "aa12")
        await settle(pilot)
        await pilot.press("c")
        await settle(pilot)
        assert HOSTILE[:10] in "\n".join(screen_text(app))
