"""Requirements and their links: what is shown, what a key records, what is refused."""

from __future__ import annotations

import pytest
from textual.widgets import Input, Static

from conftest import SIZES, Settle, screen_text
from ossbuy.analysis.evaluate import evaluate
from ossbuy.analysis.matrix import matrix
from ossbuy.model import commands
from ossbuy.procedure.coverage import covering
from ossbuy.store.workspace import Workspace
from ossbuy.tui.app import OssbuyApp
from ossbuy.tui.covering import asked_by, orphans
from ossbuy.tui.modals.confirm import Confirm
from ossbuy.tui.modals.form import Form
from ossbuy.tui.modals.reason import Reason
from ossbuy.tui.modals.why import Why
from ossbuy.tui.requirement_fields import references_explained, section_fields
from ossbuy.tui.screens.coverage import CoverageView
from ossbuy.tui.screens.links import LinkMatrix
from ossbuy.tui.screens.requirements import ALL
from ossbuy.tui.widgets.link_table import families, link_table
from ossbuy.tui.widgets.listing import Listing
from ossbuy.tui.widgets.pane import Pane
from ossbuy.tui.widgets.wanted import wanted
from small import Case, model_value


def _list(app: OssbuyApp, name: str) -> Listing:
    return app.screen.query_one(f"#{name}", Listing)


async def test_every_requirement_is_listed_with_the_engine_s_weight(
    kestrel: Workspace, settle: Settle
) -> None:
    app = OssbuyApp(kestrel, first="requirements")
    async with app.run_test(size=(160, 60), notifications=True) as pilot:
        await settle(pilot)
        ev = evaluate(matrix(kestrel.project))
        rows = {row.id: row for row in _list(app, "list").rows}
        assert set(rows) == set(kestrel.project.requirements)
        for ident, row in rows.items():
            assert row.cells[2].plain == f"{100 * ev.weight_of(ident).blended:.2f} %"
        tree = _list(app, "tree").rows
        assert tree[0].id == ALL
        for row in tree[1:]:
            assert row.cells[1].plain == f"{100 * ev.weight_of(row.id).blended:.1f} %"


async def test_a_section_narrows_the_list_and_the_card_follows(
    kestrel: Workspace, settle: Settle
) -> None:
    app = OssbuyApp(kestrel, first="requirements")
    async with app.run_test(size=(120, 36), notifications=True) as pilot:
        await settle(pilot)
        await pilot.press("down")
        await settle(pilot)
        section = _list(app, "tree").current
        assert section in kestrel.project.sections
        inside = {r.id for r in kestrel.project.under(section)}
        assert {row.id for row in _list(app, "list").rows} == inside
        await pilot.press("tab")
        await settle(pilot)
        focused = kestrel.project.requirements[_list(app, "list").current]
        card = str(app.screen.query_one("#card-text", Static).render())
        assert focused.text in card
        assert focused.threshold in card


async def test_enter_edits_text_and_stated_points_in_one_event(
    kestrel: Workspace, settle: Settle
) -> None:
    app = OssbuyApp(kestrel, first="requirements")
    async with app.run_test(size=(120, 36), notifications=True) as pilot:
        await settle(pilot)
        await pilot.press("tab")
        ident = _list(app, "list").current
        before = kestrel.seq
        await pilot.press("enter")
        await settle(pilot)
        assert isinstance(app.screen, Form)
        app.screen.query_one("#title", Input).value = "[REQ] = 1"
        app.screen.query_one("#points", Input).value = "7,5"
        await pilot.press("ctrl+s")
        await settle(pilot)
        assert kestrel.seq == before + 1
        assert kestrel.project.requirements[ident].title == "[REQ] = 1"
        assert kestrel.project.stated[ident] == 7.5
        await pilot.press("u")
        await settle(pilot)
        assert ident not in kestrel.project.stated


async def test_n_writes_a_requirement_nobody_asks_for_unless_its_section_is_linked(
    kestrel: Workspace, settle: Settle
) -> None:
    app = OssbuyApp(kestrel, first="requirements")
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await settle(pilot)
        kestrel.execute(commands.add(kestrel.project, "section", {"code": "X1", "title": "New"}))
        app.read()
        await settle(pilot)
        section = kestrel.project.by_code("sections", "X1")
        assert section
        app.go("requirements", section)
        await settle(pilot)
        await pilot.press("n")
        await settle(pilot)
        assert isinstance(app.screen, Form)
        app.screen.query_one("#code", Input).value = "X1.1"
        app.screen.query_one("#text").text = "It shall [not] fail."  # type: ignore[attr-defined]
        await pilot.press("ctrl+s")
        await settle(pilot)
        written = kestrel.project.by_code("requirements", "X1.1")
        assert written
        assert kestrel.project.requirements[written].section == section
        assert orphans(kestrel.project) == {written}
        row = next(r for r in _list(app, "list").rows if r.id == written)
        assert row.cells[-1].plain == "▲ nobody"
        assert _list(app, "list").current == written


async def test_delete_asks_first_and_an_answered_requirement_stays(
    decided: Workspace, settle: Settle
) -> None:
    app = OssbuyApp(decided, first="requirements")
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await settle(pilot)
        await pilot.press("tab")
        before = decided.seq
        await pilot.press("delete")
        await settle(pilot)
        assert isinstance(app.screen, Confirm)
        await pilot.press("y")
        await settle(pilot)
        assert decided.seq == before
        assert any("answered by vendors" in n.message for n in app._notifications)


async def test_a_key_sets_a_link_moves_on_and_undo_takes_it_back(
    kestrel: Workspace, settle: Settle
) -> None:
    app = OssbuyApp(kestrel, first="requirements")
    async with app.run_test(size=(120, 36), notifications=True) as pilot:
        await settle(pilot)
        await pilot.press("l")
        await settle(pilot)
        grid = app.screen.query_one(LinkMatrix)
        assert grid.has_focus
        source, target = grid.current
        before = kestrel.project.links.get((source, target), 0)
        other = 3 if before != 3 else 9
        derived = app.evaluation.weight_of(target).derived if app.evaluation else None
        await pilot.press(str(other))
        await settle(pilot)
        assert kestrel.project.links[source, target] == other
        assert kestrel.history()[-1].kind == "link.set"
        assert grid.column == 1
        assert app.evaluation
        assert app.evaluation.weight_of(target).derived != derived
        shown = next(row for row in grid._foot if row.title.plain.startswith("derived"))
        now = app.evaluation.weight_of(target).derived
        assert now is not None
        assert shown.cells[0].plain == f"{100 * now:.1f}"
        second = grid.current[1]
        was = kestrel.project.links.get((source, second), 0)
        await pilot.press("0")
        await settle(pilot)
        assert (source, second) not in kestrel.project.links
        assert grid.column == 2
        await pilot.press(*"uu" if was else "u")
        await settle(pilot)
        assert kestrel.project.links.get((source, target), 0) == before


async def test_a_cause_of_a_linked_pain_is_refused_in_words(
    kestrel: Workspace, settle: Settle
) -> None:
    app = OssbuyApp(kestrel, first="requirements")
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await settle(pilot)
        await pilot.press("l")
        await settle(pilot)
        grid = app.screen.query_one(LinkMatrix)
        cause = next(c for c, e in kestrel.project.contributions if e in kestrel.project.pains)
        grid.go_to(cause)
        before, cell = kestrel.seq, grid.current
        await pilot.press("9", "7")
        await settle(pilot)
        assert kestrel.seq == before
        assert grid.current == cell
        said = " ".join(n.message for n in app._notifications)
        assert "carry the same trauma" in said
        assert app.current_stage is app.screen  # a digit in the matrix never jumps away


async def test_a_digit_that_is_no_strength_is_refused_by_its_name(
    kestrel: Workspace, settle: Settle
) -> None:
    app = OssbuyApp(kestrel, first="requirements")
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await settle(pilot)
        await pilot.press("l")
        await settle(pilot)
        before = kestrel.seq
        await pilot.press("7")
        await settle(pilot)
        assert kestrel.seq == before
        said = " ".join(n.message for n in app._notifications)
        assert "A link is 9, 3, 1 or 0, not 7" in said


async def test_enter_opens_a_section_s_requirements_and_escape_goes_back(
    kestrel: Workspace, settle: Settle
) -> None:
    app = OssbuyApp(kestrel, first="requirements")
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await settle(pilot)
        await pilot.press("l", "right", "enter")
        await settle(pilot)
        grid = app.screen.query_one(LinkMatrix)
        section = grid.current[1]
        inside = {r.id for r in kestrel.project.under(section)}
        assert inside < {a.id for a in grid._across}
        await pilot.press("right", "9")
        await settle(pilot)
        assert kestrel.history()[-1].kind == "link.set"
        assert asked_by(kestrel.project, next(iter(inside)))
        await pilot.press("escape")
        await settle(pilot)
        assert not inside & {a.id for a in grid._across}
        assert grid.current[1] == section
        await pilot.press("escape")
        await settle(pilot)
        assert app.screen.view == "lists"  # type: ignore[attr-defined]


async def test_after_the_lock_a_link_asks_for_a_reason(decided: Workspace, settle: Settle) -> None:
    app = OssbuyApp(decided, first="requirements")
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await settle(pilot)
        await pilot.press("l")
        await settle(pilot)
        pair = app.screen.query_one(LinkMatrix).current
        other = 1 if decided.project.links.get(pair) != 1 else 9
        await pilot.press(str(other))
        await settle(pilot)
        assert isinstance(app.screen, Reason)
        await pilot.press(*"late", "enter")
        await settle(pilot)
        last = decided.history()[-1]
        assert (last.kind, last.reason) == ("weights.amended", "late")
        assert decided.project.links[pair] == other


def test_sums_and_orphans_of_the_matrix(kestrel: Workspace) -> None:
    project = kestrel.project
    table = link_table(project, evaluate(matrix(project)), "")
    sums = table.foot[0].cells
    for column, cell in zip(table.across, sums, strict=True):
        mine = sum(s for (_, t), s in project.links.items() if t == column.id)
        if column.id in project.sections:
            assert cell.plain == str(mine)
    silent = next(iter(project.pains))
    for source, target in [pair for pair in project.links if pair[0] == silent]:
        kestrel.execute(commands.set_link(kestrel.project, source, target, 0))
    after = link_table(kestrel.project, None, "")
    row = next(r for r in after.down if r.id == silent)
    assert row.title.plain.startswith("▲")
    assert row.cells[-1].plain == "·"


@pytest.mark.parametrize("size", SIZES)
async def test_w_explains_and_g_walks_the_chain(
    decided: Workspace, settle: Settle, size: tuple[int, int]
) -> None:
    app = OssbuyApp(decided, first="requirements")
    async with app.run_test(size=size, notifications=True) as pilot:
        await settle(pilot)
        await pilot.press("tab", "w")
        await settle(pilot)
        assert isinstance(app.screen, Why)
        await pilot.press("escape", "g")
        await settle(pilot)
        assert app.current_stage
        assert app.current_stage.stage == "answers"
        await pilot.press("b")
        await settle(pilot)
        assert app.current_stage.stage == "requirements"
        await pilot.press("b")
        await settle(pilot)
        assert app.current_stage.stage in {"trauma", "causes"}
        assert len(screen_text(app)) == size[1]


async def test_coverage_shows_both_sides_with_what_is_left_out_first(
    kestrel: Workspace, settle: Settle
) -> None:
    lonely = kestrel.project.by_code("pains", "P9")
    assert lonely
    for source, target in list(kestrel.project.links):
        if source == lonely:
            kestrel.execute(commands.set_link(kestrel.project, source, target, 0))
    kestrel.execute(commands.add(kestrel.project, "section", {"code": "X1", "title": "New"}))
    section = kestrel.project.by_code("sections", "X1")
    fields = {"code": "X1.1", "section": section, "text": "It shall hold."}
    kestrel.execute(commands.add(kestrel.project, "requirement", fields))
    before = kestrel.seq
    app = OssbuyApp(kestrel, first="requirements")
    async with app.run_test(size=(120, 36), notifications=True) as pilot:
        await settle(pilot)
        await pilot.press("v")
        await settle(pilot)
        cover = app.screen.query_one(CoverageView)
        assert cover.grid.has_focus
        assert cover.grid.current[0] == lonely
        pane = app.screen.query_one("#coverage", Pane)
        assert pane.summary == "▲ 1 of 9 pains unanswered · ▲ 1 of 49 requirements unasked"
        await pilot.press("down")
        await settle(pilot)
        pain = cover.grid.current[0]
        shown = str(app.screen.query_one("#cover-parts", Static).render())
        ev = evaluate(matrix(kestrel.project))
        best = covering(kestrel.project, ev).answers(pain)[0]
        assert f"{100 * best.share:.1f} %" in shown
        assert kestrel.project.label(best.ident) in shown
        await pilot.press("a")
        await settle(pilot)
        assert kestrel.project.label(cover.grid.current[0]) == "X1.1"
        await pilot.press("m", "down", "right")
        await settle(pilot)
        row, column = cover.current
        assert row in kestrel.project.pains
        assert column in kestrel.project.sections
        await pilot.press("enter")
        await settle(pilot)
        assert app.screen.query_one(LinkMatrix).current == (row, column)
        await pilot.press("escape")
        await settle(pilot)
        assert _list(app, "tree").has_focus
        assert kestrel.seq == before  # looking records nothing


async def test_from_coverage_enter_leads_to_the_requirement_s_column_and_g_to_the_answer(
    kestrel: Workspace, settle: Settle
) -> None:
    app = OssbuyApp(kestrel, first="requirements")
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await settle(pilot)
        await pilot.press("v", "a", "down", "enter")
        await settle(pilot)
        matrix_ = app.screen.query_one(LinkMatrix)
        target = matrix_.current[1]
        assert target == list(kestrel.project.requirements)[1]
        await pilot.press("v", "p")
        await settle(pilot)
        pain = app.screen.query_one(CoverageView).current[0]
        await pilot.press("g")
        await settle(pilot)
        ev = evaluate(matrix(kestrel.project))
        best = covering(kestrel.project, ev).answers(pain)[0].ident
        assert app.current_stage
        assert app.current_stage.focused_thing() == best


async def test_a_link_set_elsewhere_moves_the_coverage(kestrel: Workspace, settle: Settle) -> None:
    app = OssbuyApp(kestrel, first="requirements")
    async with app.run_test(size=(120, 36), notifications=True) as pilot:
        await settle(pilot)
        await pilot.press("v")
        await settle(pilot)
        pain = app.screen.query_one(CoverageView).current[0]
        for source, target in list(kestrel.project.links):
            if source == pain:
                kestrel.execute(commands.set_link(kestrel.project, source, target, 0))
        app.read()
        await settle(pilot)
        assert app.screen.query_one("#coverage", Pane).summary.startswith("▲ 1 of 9 pains")


async def test_every_new_field_and_both_kinds_of_points_are_one_act(
    kestrel: Workspace, settle: Settle
) -> None:
    app = OssbuyApp(kestrel, first="requirements")
    async with app.run_test(size=(120, 36), notifications=True) as pilot:
        await settle(pilot)
        await pilot.press("tab")
        ident = _list(app, "list").current
        before = kestrel.seq
        await pilot.press("enter")
        await settle(pilot)
        typed = {
            "kpi": "Ports found free on site",
            "kpi_unit": "%",
            "kpi_baseline": "71",
            "kpi_target": "97 – 100",
            "counter_kpi": "Ports surveyed a month",
            "risk": "yes",
            "points": "4",
            "hygiene_points": "2,5",
        }
        for name, text in typed.items():
            app.screen.query_one(f"#{name}", Input).value = text
        await pilot.press("ctrl+s")
        await settle(pilot)
        assert kestrel.seq == before + 1
        said = kestrel.project.requirements[ident]
        assert (said.kpi, said.kpi_unit, said.kpi_baseline) == (typed["kpi"], "%", "71")
        assert (said.kpi_target, said.counter_kpi) == ("97 – 100", typed["counter_kpi"])
        assert said.risk
        assert kestrel.project.stated[ident] == 4
        assert kestrel.project.hygiene[ident] == 2.5
        card = str(app.screen.query_one("#card-text", Static).render())
        assert "Ports found free on site: today 71 %, target 97 – 100 %" in card
        assert "watch with it  Ports surveyed a month" in card
        assert "asked for because of a feared risk" in card
        assert "4 points among its siblings" in card
        assert "2.5 points of the hygiene pool" in card
        line = app.evaluation.weight_of(ident) if app.evaluation else None
        assert line
        assert f"{100 * line.blended:.1f} % of quality" in card
        await pilot.press("u")
        await settle(pilot)
        assert ident not in kestrel.project.hygiene
        assert not kestrel.project.requirements[ident].kpi


async def test_a_section_takes_hygiene_points_and_refuses_what_is_no_number(
    kestrel: Workspace, settle: Settle
) -> None:
    app = OssbuyApp(kestrel, first="requirements")
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await settle(pilot)
        await pilot.press("down")
        section = _list(app, "tree").current
        before = kestrel.project.hygiene.get(section)
        await pilot.press("enter")
        await settle(pilot)
        app.screen.query_one("#hygiene_points", Input).value = "a lot"
        await pilot.press("ctrl+s")
        await settle(pilot)
        assert isinstance(app.screen, Form)
        refusal = str(app.screen.query_one(".refusal", Static).render())
        code = kestrel.project.label(section)
        assert f"Hygiene share of {code} is 'a lot': enter a plain number" in refusal
        assert app.screen.query_one("#hygiene_points", Input).value == "a lot"
        app.screen.query_one("#hygiene_points", Input).value = "31"
        await pilot.press("ctrl+s")
        await settle(pilot)
        assert before != 31
        assert kestrel.project.hygiene[section] == 31
        assert kestrel.history()[-1].kind == "weight.set"


async def test_after_the_lock_hygiene_points_ask_for_a_reason_in_the_form(
    decided: Workspace, settle: Settle
) -> None:
    app = OssbuyApp(decided, first="requirements")
    async with app.run_test(size=(120, 36), notifications=True) as pilot:
        await settle(pilot)
        await pilot.press("tab", "enter")
        await settle(pilot)
        before = decided.seq
        app.screen.query_one("#hygiene_points", Input).value = "3"
        await pilot.press("ctrl+s")
        await settle(pilot)
        assert decided.seq == before
        assert isinstance(app.screen, Form)
        app.screen.query_one("#form-reason", Input).value = "audit asked"
        await pilot.press("ctrl+s")
        await settle(pilot)
        last = decided.history()[-1]
        assert (last.kind, last.reason) == ("weights.amended", "audit asked")


async def test_letters_of_verification_are_explained_while_they_are_typed(
    kestrel: Workspace, settle: Settle
) -> None:
    app = OssbuyApp(kestrel, first="requirements")
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await settle(pilot)
        await pilot.press("tab", "enter")
        await settle(pilot)
        field = app.screen.query_one("#verification", Input)
        field.value = ""
        field.focus()
        await pilot.press("t", "space", "k")
        await settle(pilot)
        hint = app.screen.query_one(".hint", Static)
        assert str(hint.render()) == "T load or fail test · K reference KPI"
        await pilot.press("space", "z")
        await settle(pilot)
        assert str(hint.render()).startswith("Z is none of the letters: D document")


def test_what_is_typed_into_a_requirement_is_explained(kestrel: Workspace) -> None:
    assert references_explained("TMF639 tmfc012 TMF999").startswith("Resource Inventory Management")
    project = kestrel.project
    node = next(s.id for s in project.top_sections())
    fields = {f.name: f for f in section_fields(project, project.sections[node])}
    others = sum(project.stated[s.id] for s in project.top_sections() if s.id != node)
    explain = fields["points"].explain
    assert explain
    assert explain("10") == (
        f"{1000 / (10 + others):.1f} % beside {others:g} points of "
        f"{len(project.top_sections()) - 1} siblings"
    )
    assert explain("ten") == ""


async def test_a_new_requirement_is_numbered_where_nobody_gave_it_an_id(
    kestrel: Workspace, settle: Settle
) -> None:
    app = OssbuyApp(kestrel, first="requirements")
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await settle(pilot)
        await pilot.press("N")
        await settle(pilot)
        app.screen.query_one("#title", Input).value = "After go-live"
        await pilot.press("ctrl+s")
        await settle(pilot)
        section = kestrel.project.by_code("sections", "C9")
        assert section
        app.go("requirements", section)
        await settle(pilot)
        for number in (1, 2):
            await pilot.press("n")
            await settle(pilot)
            app.screen.query_one("#text").text = f"It shall hold {number}."  # type: ignore[attr-defined]
            await pilot.press("ctrl+s")
            await settle(pilot)
            assert kestrel.project.by_code("requirements", f"C9.{number}")


async def test_the_title_says_how_much_is_must_and_what_to_do_when_it_is_too_much(
    kestrel: Workspace, settle: Settle
) -> None:
    app = OssbuyApp(kestrel, first="requirements")
    async with app.run_test(size=(120, 36), notifications=True) as pilot:
        await settle(pilot)
        counted = wanted(kestrel.project)
        musts = sum(r.priority == "must" for r in kestrel.project.requirements.values())
        assert counted.musts == musts
        pane = app.screen.query_one("#items", Pane)
        assert pane.summary.startswith(counted.summary())
        assert f"3 gates of {len(kestrel.project.requirements)}" in pane.summary
        assert not counted.inflated
        kestrel.execute(
            commands.merge(
                [
                    commands.change(kestrel.project, "requirement", r.id, {"priority": "must"})
                    for r in kestrel.project.requirements.values()
                    if r.priority != "must"
                ],
                "requirement.changed",
            )
        )
        app.read()
        await settle(pilot)
        assert pane.summary.startswith("▲ 100 % are Must · 3 gates of 48")
        said = str(app.screen.query_one("#said", Static).render())
        assert "limit 60 %" in said
        assert "make it a gate" in said


def test_priorities_are_counted_among_what_has_one_and_an_old_model_is_silent() -> None:
    case = Case().section("A").requirement("A.1", "A", priority="must").requirement("A.2", "A")
    found = wanted(case.project())
    assert found.summary() == "▲ 100 % of 1 are Must · 2 requirements"
    value = model_value()
    kept = {n: c for n, c in value["coefficients"].items() if n != "check.must_share"}
    case.say("model", value | {"coefficients": kept})
    old = wanted(case.project())
    assert old.advice() == ""
    assert old.summary() == "100 % of 1 are Must · 2 requirements"


async def test_ids_after_a_slash_go_to_the_cell_and_words_keep_the_rows_that_hold_them(
    kestrel: Workspace, settle: Settle
) -> None:
    app = OssbuyApp(kestrel, first="requirements")
    async with app.run_test(size=(120, 36), notifications=True) as pilot:
        await settle(pilot)
        project = kestrel.project
        await pilot.press("l", "slash", *"p4", "space", *"c2.3")
        await settle(pilot)
        grid = app.screen.query_one(LinkMatrix)
        wanted = (project.by_code("pains", "P4"), project.by_code("requirements", "C2.3"))
        assert grid.current == wanted
        await pilot.press("enter")
        await settle(pilot)
        assert grid.has_focus
        assert not app.screen.query_one("#link-words", Input).display
        said = str(app.screen.query_one("#link-said", Static).render())
        assert said == "P4 Second truck rolls → C2.3 As-built redline loop  0 none"
        before = kestrel.seq
        await pilot.press("9")
        await settle(pilot)
        assert kestrel.seq == before + 1
        assert kestrel.project.links[wanted] == 9
        await pilot.press("u", "slash", *"truck")
        await settle(pilot)
        rows = [row.id for row in grid._down if not row.heading]
        holds = [p.id for p in project.pains.values() if "truck" in p.name.casefold()]
        holds += [c.id for c in project.causes.values() if "truck" in c.statement.casefold()]
        assert rows == holds
        assert len(rows) < len(project.pains)
        sums = {row.title.plain: row.cells for row in grid._foot}["sum of strengths"]
        column = grid._across[0].id
        all_rows = sum(s for (_, t), s in kestrel.project.links.items() if t == column)
        assert sums[0].plain == str(all_rows)
        await pilot.press("enter", "escape")
        await settle(pilot)
        everything = len(project.pains) + len(project.causes)
        assert len([row for row in grid._down if not row.heading]) == everything
        assert app.screen.view == "links"  # type: ignore[attr-defined]


async def test_words_nobody_holds_are_said_and_a_digit_there_records_nothing(
    kestrel: Workspace, settle: Settle
) -> None:
    app = OssbuyApp(kestrel, first="requirements")
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await settle(pilot)
        before = kestrel.seq
        await pilot.press("l", "slash", *"zzz", "enter", "9", "3", "0")
        await settle(pilot)
        assert kestrel.seq == before
        said = str(app.screen.query_one("#link-said", Static).render())
        assert said == "No pain and no cause holds these words."


async def test_a_cause_is_linked_by_a_key_once_its_pains_are_not(
    kestrel: Workspace, settle: Settle
) -> None:
    project = kestrel.project
    cause = project.by_code("causes", "RC3") or ""
    kin = families(project)[cause]
    for source, target in list(project.links):
        if source in kin:
            kestrel.execute(commands.set_link(kestrel.project, source, target, 0))
    app = OssbuyApp(kestrel, first="requirements")
    async with app.run_test(size=(120, 36), notifications=True) as pilot:
        await settle(pilot)
        await pilot.press("l", "slash", *"RC3", "enter", "9")
        await settle(pilot)
        grid = app.screen.query_one(LinkMatrix)
        target = grid._across[0].id
        assert kestrel.project.links[cause, target] == 9
        assert next(r for r in grid._down if r.id == cause).cells[-1].plain == "9"
        foot = next(r for r in grid._foot if r.title.plain == "sum of strengths")
        assert foot.cells[0].plain == str(
            sum(s for (_, t), s in kestrel.project.links.items() if t == target)
        )
        pain = next(p for p in kin if p in project.pains)
        row = next(r for r in grid._down if r.id == pain)
        assert "asks through RC3" in row.title.plain
        await pilot.press("u")
        await settle(pilot)
        assert (cause, target) not in kestrel.project.links
