"""Trauma: what is shown, what is recorded."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.containers import VerticalScroll
from textual.widgets import Input, TextArea

from conftest import Settle, screen_text
from ossbuy.analysis.evaluate import evaluate
from ossbuy.analysis.matrix import matrix
from ossbuy.exchange.facilitation import anchors
from ossbuy.model import commands
from ossbuy.model.trauma import Pain
from ossbuy.store.workspace import Workspace
from ossbuy.tui import pain_fields
from ossbuy.tui.app import OssbuyApp
from ossbuy.tui.modals.confirm import Confirm
from ossbuy.tui.modals.form import Form
from ossbuy.tui.widgets.listing import Listing
from ossbuy.tui.widgets.pane import Pane
from ossbuy.tui.widgets.told import summary_of


def _codes(app: OssbuyApp) -> list[str]:
    return [app.project.pains[row.id].code for row in app.screen.query_one(Listing).rows]


async def test_pains_stand_worst_first(kestrel: Workspace, settle: Settle) -> None:
    app = OssbuyApp(kestrel)
    async with app.run_test(size=(120, 36), notifications=True) as pilot:
        await settle(pilot)
        ev = evaluate(matrix(kestrel.project))
        index = {p.code: ev.trauma_of(p.id) or 0 for p in kestrel.project.pains.values()}
        assert _codes(app) == sorted(index, key=lambda code: -index[code])
        row = app.screen.query_one(Listing).rows[0]
        assert row.cells[0].plain == f"{max(index.values()):.1f}"
        assert app.screen.query_one(Listing).highlighted == 0


async def test_the_summary_is_counted_not_written(kestrel: Workspace, settle: Settle) -> None:
    pains = kestrel.project.pains.values()
    total = sum(p.cost_likely or 0 for p in pains) / 1_000_000
    daily = sum(kestrel.project.people[p.voice].daily_user for p in pains)
    said = summary_of(kestrel.project)
    assert said == (
        f"{len(pains)} · €{total:.2f}M a year · {100 * daily / len(pains):.0f} % "
        "voiced by daily users"
    )
    app = OssbuyApp(kestrel)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        assert app.screen.query_one("#pains", Pane).summary == said


async def test_a_missing_cost_is_not_zero(kestrel: Workspace, settle: Settle) -> None:
    pain = kestrel.project.by_code("pains", "P3") or ""
    kestrel.execute(commands.change(kestrel.project, "pain", pain, {"cost_likely": None}))
    assert "1 without a cost" in summary_of(kestrel.project)
    app = OssbuyApp(kestrel)
    async with app.run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        row = next(r for r in app.screen.query_one(Listing).rows if r.id == pain)
        assert row.cells[5].plain == "—"


async def test_an_edit_is_recorded_and_moves_the_index(kestrel: Workspace, settle: Settle) -> None:
    app = OssbuyApp(kestrel)
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await settle(pilot)
        before = app.screen.query_one(Listing).rows[0].cells[0].plain
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(app.screen, Form)
        app.screen.query_one("#severity", Input).value = "1"
        await pilot.press("ctrl+s")
        await settle(pilot)
        event = kestrel.history()[-1]
        assert event.kind == "pain.changed"
        assert [fact.value for fact in event.facts] == [1]
        pain = event.facts[0].key.split("/")[1]
        row = next(r for r in app.screen.query_one(Listing).rows if r.id == pain)
        assert float(row.cells[0].plain) < float(before)
        assert app.screen.query_one(Listing).current == pain
        await pilot.press("ctrl+z")
        await settle(pilot)
        assert kestrel.project.pains[pain].severity == 5
        await pilot.press("ctrl+y")
        await settle(pilot)
        assert kestrel.project.pains[pain].severity == 1


async def test_a_refused_form_keeps_what_was_typed(kestrel: Workspace, settle: Settle) -> None:
    app = OssbuyApp(kestrel)
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await settle(pilot)
        seq = kestrel.seq
        await pilot.press("enter")
        await pilot.pause()
        form = app.screen
        form.query_one("#severity", Input).value = "7"
        form.query_one("#name", Input).value = "[/] typed"
        await pilot.press("ctrl+s")
        await pilot.pause()
        assert app.screen is form
        said = str(form.query_one(".refusal").render())
        assert "severity is '7': it must be 5 or less" in said
        assert any("it must be 5 or less" in line for line in screen_text(app)), "in sight"
        assert form.query_one("#name", Input).value == "[/] typed"
        assert kestrel.seq == seq
        for answer, left in (("n", form), ("y", app.current_stage)):
            await pilot.press("escape")
            await pilot.pause()
            assert isinstance(app.screen, Confirm)
            await pilot.press(answer)
            await pilot.pause()
            assert app.screen is left
        assert kestrel.seq == seq


async def test_somebody_elses_change_is_noticed(kestrel: Workspace, settle: Settle) -> None:
    app = OssbuyApp(kestrel)
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await settle(pilot)
        await pilot.press("enter")
        await pilot.pause()
        form = app.screen
        pain = kestrel.project.by_code("pains", "P1") or ""
        with Workspace.open(Path(kestrel.where), "S. Lindqvist") as other:
            other.execute(commands.change(other.project, "pain", pain, {"severity": "2"}))
        kestrel.refresh()
        app.read()
        form.query_one("#severity", Input).value = "4"
        await pilot.press("ctrl+s")
        await pilot.pause()
        assert "from 5 to 2" in str(form.query_one(".refusal").render())
        assert kestrel.project.pains[pain].severity == 2
        await pilot.press("ctrl+s")
        await pilot.pause()
        assert kestrel.project.pains[pain].severity == 4


async def test_a_change_found_while_recording_is_said_without_internal_ids(
    kestrel: Workspace, settle: Settle
) -> None:
    app = OssbuyApp(kestrel)
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await settle(pilot)
        await pilot.press("enter")
        await pilot.pause()
        form = app.screen
        pain = kestrel.project.by_code("pains", "P1") or ""
        with Workspace.open(Path(kestrel.where), "S. Lindqvist") as other:
            other.execute(commands.change(other.project, "pain", pain, {"severity": "2"}))
        form.query_one("#severity", Input).value = "4"
        await pilot.press("ctrl+s")
        await pilot.pause()
        said = " ".join(str(form.query_one(".refusal").render()).split())
        assert "P1 severity was 5 and is now 2 (S. Lindqvist, " in said
        assert pain not in said
        await pilot.press("ctrl+s")
        await pilot.pause()
        assert kestrel.project.pains[pain].severity == 4


async def test_parts_of_a_form_keep_up_with_quick_fingers(
    kestrel: Workspace, settle: Settle
) -> None:
    app = OssbuyApp(kestrel)
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await settle(pilot)
        await pilot.press("n")
        await pilot.pause()
        form = app.screen
        for _ in range(3):
            form.action_part(1)  # three keys that are handled before the screen draws once
        assert form.focused is form.query_one("#evidence")
        form.action_part(-1)
        form.action_part(-1)
        assert form.focused is form.query_one("#severity")


async def test_arrows_leave_a_field_of_several_lines_at_its_ends(
    kestrel: Workspace, settle: Settle
) -> None:
    app = OssbuyApp(kestrel)
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await settle(pilot)
        await pilot.press("n")
        await settle(pilot)
        form = app.screen
        await pilot.press("down")
        await pilot.pause()
        statement = form.query_one("#statement", TextArea)
        assert statement.has_focus, form.focused
        statement.text = "one\ntwo"
        statement.move_cursor((0, 0))
        await pilot.press("down")
        assert statement.has_focus, form.focused
        await pilot.press("down")
        assert form.query_one("#voice").has_focus
        await pilot.press("up", "up")
        assert statement.has_focus, form.focused
        await pilot.press("up")
        assert form.query_one("#name").has_focus


async def test_a_refusal_puts_the_cursor_on_what_is_wrong(
    kestrel: Workspace, settle: Settle
) -> None:
    app = OssbuyApp(kestrel)
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await settle(pilot)
        await pilot.press("n")
        await settle(pilot)
        form = app.screen
        form.query_one("#name", Input).value = "Late bills"
        form.query_one("#cost_likely", Input).value = "a lot"
        assert form.query_one("#name").has_focus
        await pilot.press("ctrl+s")
        await settle(pilot)
        assert "likely yearly cost is 'a lot'" in str(form.query_one(".refusal").render())
        wrong = form.query_one("#cost_likely", Input)
        assert wrong.has_focus
        assert wrong.region in app.screen.query_one(".fields").region


async def test_a_new_pain_needs_a_name_and_is_numbered(kestrel: Workspace, settle: Settle) -> None:
    app = OssbuyApp(kestrel)
    async with app.run_test(size=(120, 36), notifications=True) as pilot:
        await settle(pilot)
        await pilot.press("n")
        await pilot.pause()
        form = app.screen
        form.query_one("#voice", Input).value = "petrova"
        await pilot.press("ctrl+s")
        await pilot.pause()
        assert "The pain has no name" in str(form.query_one(".refusal").render())
        form.query_one("#name", Input).value = "Late bills"
        await pilot.press("ctrl+s")
        await settle(pilot)
        pain = kestrel.project.pains[kestrel.project.by_code("pains", "P10") or ""]
        assert kestrel.project.people[pain.voice].code == "petrova"
        row = next(r for r in app.screen.query_one(Listing).rows if r.id == pain.id)
        assert row.cells[0].plain == "open"
        assert row.cells[4].plain == "—"
        assert app.screen.query_one(Listing).current == pain.id


async def test_the_hint_says_what_a_level_means(kestrel: Workspace, settle: Settle) -> None:
    app = OssbuyApp(kestrel)
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await settle(pilot)
        await pilot.press("n")
        await pilot.pause()
        form = app.screen

        def hint() -> str:
            return " ".join(str(form.query_one(".hint").render()).split())

        for scale in ("severity", "frequency", "breadth"):
            form.query_one(f"#{scale}").focus()
            await pilot.pause()
            assert "1 to 5" in hint()
            for anchor in anchors()[scale]:
                await pilot.press("backspace", str(anchor.level))
                await pilot.pause()
                assert f"{anchor.level} {anchor.word}: {anchor.meaning}." in hint()
                assert anchor.question in hint()
        form.query_one("#voice").focus()
        await pilot.press(*"petrova")
        await pilot.pause()
        assert hint().startswith("Irina Petrova")
        form.query_one("#evidence").focus()
        await pilot.press("c")
        await pilot.pause()
        assert hint().startswith("C system extract")


@pytest.mark.parametrize("size", [(80, 24), (120, 36)])
async def test_every_part_of_the_long_form_comes_into_sight(
    kestrel: Workspace, settle: Settle, size: tuple[int, int]
) -> None:
    app = OssbuyApp(kestrel)
    async with app.run_test(size=size, notifications=True) as pilot:
        await settle(pilot)
        await pilot.press("enter")
        await pilot.pause()
        form = app.screen
        assert isinstance(form, Form)
        firsts = [field.name for field in pain_fields.FORM if field.part]
        for name in firsts[1:]:
            await pilot.press("pagedown")
            await pilot.pause()
            assert form.focused is not None
            assert form.focused.id == name
            head = next(f.part for f in pain_fields.FORM if f.name == name)
            assert any(head in line for line in screen_text(app)), head
        for name in reversed(firsts[:-1]):
            await pilot.press("pageup")
            await pilot.pause()
            assert form.focused is not None
            assert form.focused.id == name
        for field in pain_fields.FORM:
            assert form.focused.id == field.name
            assert form.focused.region.height
            assert form.query_one(VerticalScroll).region.contains_region(form.focused.region)
            await pilot.press("tab")
            await pilot.pause()


async def test_a_library_pain_is_marked_and_its_rule_said(
    kestrel: Workspace, settle: Settle
) -> None:
    kestrel.execute(
        commands.add(kestrel.project, "pain", {"code": "P0", "name": "Ticked", "library": "INV-P1"})
    )
    app = OssbuyApp(kestrel)
    async with app.run_test(size=(120, 36), notifications=True) as pilot:
        await settle(pilot)
        assert app.screen.select(kestrel.project.by_code("pains", "P0") or "")
        await pilot.pause()
        card = str(app.screen.query_one("#card-text").render())
        assert "from the library (INV-P1)" in card
        await pilot.press("enter")
        await pilot.pause()
        form = app.screen
        assert "from the library" in str(form.query_one(".form").border_title)
        form.query_one("#severity", Input).focus()
        await pilot.press("4")
        await pilot.pause()
        hint = " ".join(str(form.query_one(".hint").render()).split())
        assert "above 2 only with evidence from here" in hint
        await pilot.press("ctrl+s")
        await pilot.pause()
        assert "needs evidence from here" in str(form.query_one(".refusal").render())


def test_every_field_of_a_pain_can_be_told() -> None:
    asked = {field.name for field in pain_fields.FORM}
    assert asked == set(Pain.model_fields) - {"id", "library"}


@pytest.mark.parametrize(("key", "left"), [("n", 9), ("y", 8)])
async def test_removing_asks_first(kestrel: Workspace, settle: Settle, key: str, left: int) -> None:
    app = OssbuyApp(kestrel)
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await settle(pilot)
        await pilot.press("delete")
        await pilot.pause()
        assert isinstance(app.screen, Confirm)
        assert app.focused is not None
        assert app.focused.id == "no"
        await pilot.press(key)
        await settle(pilot)
        assert len(kestrel.project.pains) == left


async def test_card_and_map_open_and_escape_closes_them(kestrel: Workspace, settle: Settle) -> None:
    app = OssbuyApp(kestrel)
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await settle(pilot)
        assert not app.screen.query_one("#card").display
        await pilot.press("c")
        await pilot.pause()
        assert app.screen.query_one("#card").display
        assert any("We buy cards for ports" in line for line in screen_text(app))
        await pilot.press("escape", "m")
        await pilot.pause()
        assert not app.screen.query_one("#card").display
        text = "\n".join(screen_text(app))
        assert all(pain.code in text for pain in kestrel.project.pains.values())
        await pilot.press("escape")
        await pilot.pause()
        assert app.screen.stage == "trauma"
        assert not app.screen.has_class("-map")


async def test_a_click_looks_and_a_second_click_opens(kestrel: Workspace, settle: Settle) -> None:
    app = OssbuyApp(kestrel)
    async with app.run_test(size=(120, 36), notifications=True) as pilot:
        await settle(pilot)
        listing = app.screen.query_one(Listing)
        await pilot.click(listing, offset=(20, 3))
        await settle(pilot)
        assert listing.highlighted == 3
        assert app.screen is app.current_stage
        await pilot.click(listing, offset=(20, 3))
        await settle(pilot)
        assert isinstance(app.screen, Form)
