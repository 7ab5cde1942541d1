"""The library on screen: looking, searching, marking, pulling as one act, and what is refused."""

from __future__ import annotations

import pytest
from textual.widgets import Input, Static

from conftest import SIZES, Settle, screen_text
from ossbuy.exchange import library
from ossbuy.model import commands
from ossbuy.procedure.lock import record
from ossbuy.procedure.orphans import propose
from ossbuy.store.workspace import Workspace
from ossbuy.tui.app import OssbuyApp
from ossbuy.tui.modals.form import Form
from ossbuy.tui.modals.library import Library
from ossbuy.tui.modals.proposals import Proposals
from ossbuy.tui.modals.reason import Reason
from ossbuy.tui.shelf import MOST_FOUND, Shelf
from ossbuy.tui.widgets.listing import Listing

# Slow: every test starts a program of its own or a whole screen; run by make sweep and CI.
pytestmark = pytest.mark.sweep


def _list(app: OssbuyApp, name: str) -> Listing:
    return app.screen.query_one(f"#{name}", Listing)


def _text(app: OssbuyApp, name: str) -> str:
    return str(app.screen.query_one(f"#{name}", Static).render())


def _toasts(app: OssbuyApp) -> str:
    return " ".join(n.message for n in app._notifications)


async def test_marked_requirements_are_pulled_as_one_act_into_a_new_section(
    kestrel: Workspace, settle: Settle
) -> None:
    app = OssbuyApp(kestrel, first="requirements")
    async with app.run_test(size=(120, 36), notifications=True) as pilot:
        await settle(pilot)
        await pilot.press("i")
        await settle(pilot)
        assert isinstance(app.screen, Library)
        assert len(_list(app, "modules").rows) == 22
        await pilot.press("down", "tab")
        await settle(pilot)
        module = library.load("discovery-reconciliation")
        assert [row.id for row in _list(app, "things").rows] == list(module.requirements)
        assert module.requirements["DSC-R1"].text in _text(app, "about")
        assert "section of the module's title" in _text(app, "library-said")
        before, project = kestrel.seq, kestrel.project
        await pilot.press("space", "down", "space")
        await settle(pilot)
        assert kestrel.seq == before  # a mark records nothing
        assert _text(app, "library-said").startswith("2 marked")
        await pilot.press("enter")
        await settle(pilot)
        assert kestrel.seq == before + 1
        last = kestrel.history()[-1]
        assert last.kind == "library.pulled"
        section = kestrel.project.by_code("sections", "DSC")
        assert section
        pulled = {r.library: r for r in kestrel.project.under(section)}
        assert set(pulled) == {"DSC-R1", "DSC-R3"}
        assert pulled["DSC-R1"].text == module.requirements["DSC-R1"].text
        rows = {row.id: row for row in _list(app, "things").rows}
        assert rows["DSC-R1"].cells[0].plain == "✔"
        assert rows["DSC-R1"].cells[-1].plain == pulled["DSC-R1"].code
        assert rows["DSC-R2"].cells[0].plain == " "
        assert _list(app, "modules").rows[1].cells[1].plain == "2"
        assert _text(app, "library-said").startswith("nothing marked")
        await pilot.press("u")
        await settle(pilot)
        assert kestrel.project == project
        assert _list(app, "things").rows[0].cells[0].plain == " "
        await pilot.press("escape")
        await settle(pilot)
        assert app.screen is app.current_stage


async def test_pains_are_pulled_from_trauma_and_say_that_they_need_local_evidence(
    kestrel: Workspace, settle: Settle
) -> None:
    app = OssbuyApp(kestrel, first="trauma")
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await settle(pilot)
        await pilot.press("I", "enter")
        await settle(pilot)
        module = library.load("resource-inventory")
        assert [row.id for row in _list(app, "things").rows] == list(module.pains)
        said = _text(app, "about")
        assert "needs local evidence above severity 2" in said
        assert module.pains["INV-P1"].ask in said
        await pilot.press("enter")  # nothing is marked: the line under the cursor
        await settle(pilot)
        pain = next(p for p in kestrel.project.pains.values() if p.library == "INV-P1")
        assert (pain.severity, pain.evidence, pain.cost_likely) == (None, None, None)
        assert "A pulled pain needs local evidence above severity 2" in _toasts(app)
        await pilot.press("escape")
        await settle(pilot)
        assert any(row.id == pain.id for row in _list(app, "list").rows)


async def test_marks_of_several_modules_and_kinds_are_one_act(
    kestrel: Workspace, settle: Settle
) -> None:
    app = OssbuyApp(kestrel, first="requirements")
    async with app.run_test(size=(120, 36), notifications=True) as pilot:
        await settle(pilot)
        await pilot.press("i", "tab", "space", "p", "space", "c", "space", "shift+tab", "down")
        await pilot.press("tab", "space")
        await settle(pilot)
        before = kestrel.seq
        await pilot.press("enter")
        await settle(pilot)
        assert kestrel.seq == before + 1
        requirements = [r.library for r in kestrel.project.requirements.values() if r.library]
        pains = [p.library for p in kestrel.project.pains.values() if p.library]
        assert (requirements, pains) == (["INV-R1"], ["INV-P1"])
        inventory = library.load("resource-inventory").causes["INV-C1"]
        discovery = library.load("discovery-reconciliation").causes["DSC-C1"]
        statements = {c.statement for c in kestrel.project.causes.values()}
        assert {inventory.statement, discovery.statement} <= statements
        codes = [p.code for p in kestrel.project.pains.values()]
        assert len(codes) == len(set(codes))


async def test_search_runs_across_modules_and_escape_ends_it(
    kestrel: Workspace, settle: Settle
) -> None:
    app = OssbuyApp(kestrel, first="requirements")
    async with app.run_test(size=(120, 36), notifications=True) as pilot:
        await settle(pilot)
        await pilot.press("i", "slash", *"suspense")
        await settle(pilot)
        hits = library.search("suspense")
        assert [row.id for row in _list(app, "things").rows] == [hit.found.id for hit in hits]
        assert f"{len(hits)} found" in _text(app, "library-said")
        await pilot.press("enter")
        assert _list(app, "things").has_focus
        await pilot.press("space", "enter")
        await settle(pilot)
        assert any(
            r.library == hits[0].found.id for r in kestrel.project.requirements.values()
        ) or any(p.library == hits[0].found.id for p in kestrel.project.pains.values())
        await pilot.press("escape")
        await settle(pilot)
        assert isinstance(app.screen, Library)
        assert not app.screen.query_one("#words", Input).display
        assert _list(app, "things").rows[0].id == "INV-R1"
        await pilot.press("slash", *"zzz")
        await settle(pilot)
        assert _list(app, "things").rows == ()
        assert "holds these words" in _text(app, "about")
        await pilot.press("escape", "escape")
        await settle(pilot)
        assert app.screen is app.current_stage


async def test_the_section_is_chosen_by_its_id_and_one_that_is_not_there_is_refused(
    kestrel: Workspace, settle: Settle
) -> None:
    app = OssbuyApp(kestrel, first="requirements")
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await settle(pilot)
        await pilot.press("i", "tab", "s")
        await settle(pilot)
        assert isinstance(app.screen, Form)
        app.screen.query_one("#section", Input).value = "C99"
        await pilot.press("enter")
        await settle(pilot)
        assert "no section 'C99'" in str(app.screen.query_one(".refusal", Static).render())
        app.screen.query_one("#section", Input).value = "c4"
        await pilot.press("enter")
        await settle(pilot)
        assert "go into section C4" in _text(app, "library-said")
        await pilot.press("enter")
        await settle(pilot)
        pulled = next(r for r in kestrel.project.requirements.values() if r.library)
        assert pulled.section == kestrel.project.by_code("sections", "C4")
        assert pulled.code == "C4.7"


async def test_what_is_there_already_is_neither_marked_nor_pulled_twice(
    kestrel: Workspace, settle: Settle
) -> None:
    app = OssbuyApp(kestrel, first="requirements")
    async with app.run_test(size=(120, 36), notifications=True) as pilot:
        await settle(pilot)
        await pilot.press("i", "tab", "enter")
        await settle(pilot)
        before = kestrel.seq
        await pilot.press("enter")
        await settle(pilot)
        assert kestrel.seq == before
        assert "in the project already" in _toasts(app)
        await pilot.press("space")
        await settle(pilot)
        assert "INV-R1 is there already as INV.1" in _toasts(app)
        await pilot.press("a")
        await settle(pilot)
        assert _text(app, "library-said").startswith("14 marked")
        await pilot.press("a")
        await settle(pilot)
        assert _text(app, "library-said").startswith("nothing marked")


async def test_after_the_lock_a_pulled_cause_of_a_pain_asks_for_a_reason(
    decided: Workspace, settle: Settle
) -> None:
    app = OssbuyApp(decided, first="trauma")
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await settle(pilot)
        await pilot.press("I", "tab", "space", "c", "space", "enter")
        await settle(pilot)
        assert isinstance(app.screen, Reason)
        before = decided.seq
        await pilot.press("escape")
        await settle(pilot)
        assert decided.seq == before
        assert _text(app, "library-said").startswith("2 marked")  # nothing is lost
        await pilot.press("enter")
        await settle(pilot)
        await pilot.press(*"told late", "enter")
        await settle(pilot)
        last = decided.history()[-1]
        assert (last.kind, last.reason) == ("weights.amended", "told late")
        assert any(p.library == "INV-P1" for p in decided.project.pains.values())
        assert _text(app, "library-said").startswith("nothing marked")


async def test_the_past_takes_nothing_in(kestrel: Workspace, settle: Settle) -> None:
    app = OssbuyApp(kestrel, first="requirements")
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await settle(pilot)
        app.travel(kestrel.seq)
        await settle(pilot)
        before = kestrel.seq
        await pilot.press("i", "tab", "enter")
        await settle(pilot)
        assert kestrel.seq == before
        assert "This is the past" in _toasts(app)


def test_a_long_list_of_hits_is_cut_and_counted() -> None:
    shelf = Shelf()
    shelf.search("the")
    assert shelf.hits is not None
    assert len(shelf.hits) == MOST_FOUND
    assert MOST_FOUND + shelf.more == len(library.search("the"))
    shelf.search("  ")
    assert (shelf.hits, shelf.more) == (None, 0)


@pytest.mark.parametrize("size", SIZES)
async def test_it_fits(kestrel: Workspace, settle: Settle, size: tuple[int, int]) -> None:
    app = OssbuyApp(kestrel, first="requirements")
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        await pilot.press("i", "slash", *"port", "enter", "space")
        await settle(pilot)
        lines = screen_text(app)
        assert len(lines) == size[1]
        shown = "\n".join(lines)
        assert "INV-P1" in shown
        assert "Esc closes" in shown


def _silence(workspace: Workspace, *codes: str) -> list[str]:
    """Take the links of these pains away; their internal ids."""
    pains = [workspace.project.by_code("pains", code) or "" for code in codes]
    for source, target in list(workspace.project.links):
        if source in pains:
            workspace.execute(commands.set_link(workspace.project, source, target, 0))
    return pains


async def test_marked_proposals_are_pulled_and_linked_as_one_act(
    kestrel: Workspace, settle: Settle
) -> None:
    p2, p5 = _silence(kestrel, "P2", "P5")
    expected = {one.pain.id: one for one in propose(kestrel.project)}
    before, project = kestrel.seq, kestrel.project
    app = OssbuyApp(kestrel, first="requirements")
    async with app.run_test(size=(120, 36), notifications=True) as pilot:
        await settle(pilot)
        await pilot.press("o")
        await settle(pilot)
        assert isinstance(app.screen, Proposals)
        assert [row.id for row in _list(app, "pains").rows] == [p2, p5]
        links = expected[p2].links
        rows = _list(app, "proposed").rows
        assert [(row.cells[1].plain, row.id) for row in rows] == [
            (str(link.strength), link.requirement.id) for link in links
        ]
        assert expected[p2].because in _text(app, "because")
        await pilot.press("tab", "space", "shift+tab", "down", "space")
        await settle(pilot)
        assert kestrel.seq == before
        assert f"{1 + len(expected[p5].links)} marked" in _text(app, "library-said")
        await pilot.press("enter")
        await settle(pilot)
        assert kestrel.seq == before + 1
        assert kestrel.history()[-1].kind == "library.pulled"
        here = {r.library: r.id for r in kestrel.project.requirements.values() if r.library}
        made = {k: v for k, v in kestrel.project.links.items() if k[0] in (p2, p5)}
        assert made == {
            (p2, here[links[0].requirement.id]): links[0].strength,
            **{(p5, here[x.requirement.id]): x.strength for x in expected[p5].links},
        }
        assert _list(app, "pains").rows == ()
        assert "Every pain is answered" in _text(app, "library-said")
        await pilot.press("u")
        await settle(pilot)
        assert kestrel.project == project
        assert len(_list(app, "pains").rows) == 2


async def test_enter_takes_all_of_the_pain_under_the_cursor(
    kestrel: Workspace, settle: Settle
) -> None:
    p2, p5 = _silence(kestrel, "P2", "P5")
    app = OssbuyApp(kestrel, first="requirements")
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await settle(pilot)
        await pilot.press("v", "down")
        await settle(pilot)
        assert app.screen.focused is not None
        await pilot.press("o")
        await settle(pilot)
        # It begins with the pain that was under the cursor.
        assert _list(app, "pains").current == p5
        await pilot.press("enter")
        await settle(pilot)
        assert {source for source, _ in kestrel.project.links} >= {p5}
        assert [row.id for row in _list(app, "pains").rows] == [p2]


async def test_after_the_lock_proposals_ask_for_a_reason_and_keep_their_marks(
    decided: Workspace, settle: Settle
) -> None:
    (pain,) = [decided.project.by_code("pains", "P9") or ""]
    for source, target in list(decided.project.links):
        if source == pain:
            record(decided, commands.set_link(decided.project, source, target, 0), "asked again")
    before = decided.seq
    app = OssbuyApp(decided, first="requirements")
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await settle(pilot)
        await pilot.press("o")
        await settle(pilot)
        await pilot.press("a", "enter")
        await settle(pilot)
        assert isinstance(app.screen, Reason)
        await pilot.press("escape")
        await settle(pilot)
        assert decided.seq == before
        marked = _text(app, "library-said")
        if "nothing marked" in marked:
            pytest.fail("the marks were lost")
        await pilot.press("enter", *"asked", "enter")
        await settle(pilot)
        last = decided.history()[-1]
        assert (last.kind, last.reason) == ("weights.amended", "asked")
        assert any(source == pain for source, _ in decided.project.links)


async def test_without_an_unanswered_pain_there_is_nothing_to_propose(
    kestrel: Workspace, settle: Settle
) -> None:
    app = OssbuyApp(kestrel, first="requirements")
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await settle(pilot)
        await pilot.press("o")
        await settle(pilot)
        before = kestrel.seq
        assert "Every pain is answered by a requirement" in _text(app, "library-said")
        await pilot.press("a", "space", "enter")
        await settle(pilot)
        assert kestrel.seq == before
