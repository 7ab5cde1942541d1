"""The frame: going about, undo, what-if, conflicts, help, and nothing that overflows."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widget import Widget
from textual.widgets import Footer, Input, Static

from conftest import ACTOR, SIZES, Settle, screen_text
from ossbuy.model import commands
from ossbuy.model.events import Fact, key
from ossbuy.store.workspace import Workspace
from ossbuy.tui.app import OssbuyApp
from ossbuy.tui.frame import Journey, StageTab
from ossbuy.tui.modals.conflict import ConflictFound
from ossbuy.tui.modals.help import Help
from ossbuy.tui.modals.jump import Jump
from ossbuy.tui.modals.reason import Reason
from ossbuy.tui.modals.why import Why
from ossbuy.tui.stages import STAGES
from ossbuy.tui.widgets.listing import GAP, Heads, Listing, widths

EVERYWHERE = ["home", *(stage.id for stage in STAGES)]


def toasts(app: OssbuyApp) -> list[str]:
    """What was said in the corner."""
    return [str(said.message) for said in app._notifications]  # no public list of toasts


def stage_of(app: OssbuyApp) -> str:
    """Where we are."""
    assert app.current_stage is not None
    return app.current_stage.stage


def pain_of(workspace: Workspace, code: str = "P1") -> str:
    """Internal id of a pain."""
    return workspace.project.by_code("pains", code) or ""


@pytest.fixture
def other(kestrel: Workspace) -> Iterator[Workspace]:
    """Somebody else with the same file."""
    with Workspace.open(Path(kestrel.where), "S. Lindqvist") as workspace:
        yield workspace


def test_stages_have_their_own_ids_and_keys() -> None:
    assert len({stage.id for stage in STAGES}) == len(STAGES)
    assert len({stage.key for stage in STAGES}) == len(STAGES)
    assert [s.key for s in STAGES if s.key.isdigit()] == sorted(
        s.key for s in STAGES if s.key.isdigit()
    )


async def test_keys_go_about_the_chain(kestrel: Workspace, settle: Settle) -> None:
    chain = [stage for stage in STAGES if stage.key.isdigit()]
    app = OssbuyApp(kestrel)
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await settle(pilot)
        for stage in chain:
            app.set_focus(None)  # digits jump only where the focus takes none (decision 24)
            await pilot.press(stage.key)
            await settle(pilot)
            assert stage_of(app) == stage.id
        await pilot.press("left_square_bracket")
        await settle(pilot)
        assert stage_of(app) == chain[-2].id
        await pilot.press("right_square_bracket", "right_square_bracket")
        await settle(pilot)
        assert stage_of(app) == chain[-1].id
        await pilot.press("H")
        await settle(pilot)
        assert stage_of(app) == "history"
        await pilot.press("escape")
        await settle(pilot)
        assert stage_of(app) == "home"


@pytest.mark.parametrize(
    ("size", "named"), [((80, 24), False), ((99, 24), False), ((120, 30), True)]
)
async def test_the_strip_names_what_there_is_room_for(
    kestrel: Workspace, settle: Settle, size: tuple[int, int], named: bool
) -> None:
    app = OssbuyApp(kestrel)
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        for tab in app.screen.query(StageTab):
            said = str(tab.render())
            assert tab.stage.key in said
            assert (tab.stage.title in said) == (named or tab.stage.id == "trauma")


async def test_a_click_on_the_strip_goes_there(kestrel: Workspace, settle: Settle) -> None:
    app = OssbuyApp(kestrel)
    async with app.run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        await pilot.click(list(app.screen.query(StageTab))[1])
        await settle(pilot)
        assert stage_of(app) == STAGES[1].id


async def test_walking_forward_and_back(kestrel: Workspace, settle: Settle) -> None:
    app = OssbuyApp(kestrel)
    async with app.run_test(size=(120, 36), notifications=True) as pilot:
        await settle(pilot)
        pain = app.current_stage.focused_thing()
        await pilot.press("g")
        await settle(pilot)
        assert stage_of(app) == "causes"
        cause = app.current_stage.focused_thing()
        assert (cause, pain) in kestrel.project.contributions
        await pilot.press("b")
        await settle(pilot)
        assert stage_of(app) == "trauma"
        assert (cause, app.current_stage.focused_thing()) in kestrel.project.contributions


async def test_undo_says_in_words_what_was_taken_back(kestrel: Workspace, settle: Settle) -> None:
    app = OssbuyApp(kestrel)
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await settle(pilot)
        pain = pain_of(kestrel)
        assert app.do(lambda p: commands.change(p, "pain", pain, {"name": "[x] cards"}))
        await pilot.press("u")
        await settle(pilot)
        assert kestrel.project.pains[pain].name == "Needless port cards"
        assert toasts(app)[-1] == "Took back: P1: name Needless port cards."
        await pilot.press("ctrl+y")
        await settle(pilot)
        assert kestrel.project.pains[pain].name == "[x] cards"
        assert toasts(app)[-1].startswith("Did again: P1: name [x] cards")


async def test_a_refusal_is_a_toast_and_changes_nothing(kestrel: Workspace, settle: Settle) -> None:
    app = OssbuyApp(kestrel)
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await settle(pilot)
        seq, section = kestrel.seq, kestrel.project.by_code("sections", "C3") or ""
        assert not app.do(lambda p: commands.set_stated(p, section, -2))
        await pilot.pause()
        assert "weights cannot be negative" in toasts(app)[-1]
        assert kestrel.seq == seq


@pytest.mark.parametrize(("key_", "severity"), [("m", 4), ("t", 2)])
async def test_a_conflict_shows_both_values_and_asks(
    kestrel: Workspace, other: Workspace, settle: Settle, key_: str, severity: int
) -> None:
    app = OssbuyApp(kestrel)
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await settle(pilot)
        pain = pain_of(kestrel)
        other.execute(commands.change(other.project, "pain", pain, {"severity": "2"}))
        app.do(lambda p: commands.change(p, "pain", pain, {"severity": "4"}))
        await pilot.pause()
        assert isinstance(app.screen, ConflictFound)
        text = "\n".join(screen_text(app))
        assert "P1 severity" in text
        assert "yours   4" in text
        assert "theirs  2" in text
        assert "S. Lindqvist" in text
        await pilot.press(key_)
        await settle(pilot)
        assert kestrel.project.pains[pain].severity == severity
        assert app.project.pains[pain].severity == severity


async def test_what_others_record_appears(
    kestrel: Workspace, other: Workspace, settle: Settle
) -> None:
    app = OssbuyApp(kestrel)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        pain = pain_of(kestrel)
        other.execute(commands.change(other.project, "pain", pain, {"name": "Seen by all"}))
        app._poll()
        await settle(pilot)
        assert any("Seen by all" in line for line in screen_text(app))


async def test_a_what_if_is_shown_and_never_recorded(kestrel: Workspace, settle: Settle) -> None:
    app = OssbuyApp(kestrel)
    async with app.run_test(size=(120, 36), notifications=True) as pilot:
        await settle(pilot)
        pain, seq = pain_of(kestrel), kestrel.seq
        app.suppose([Fact(key("pain", pain, "severity"), 1)])
        await settle(pilot)
        assert app.project.pains[pain].severity == 1
        assert "What if: not recorded · A adopt · Esc discard" in "\n".join(screen_text(app))
        app.suppose([Fact(key("pain", pain, "breadth"), 1)])
        await settle(pilot)
        assert (app.project.pains[pain].severity, app.project.pains[pain].breadth) == (1, 1)
        assert kestrel.seq == seq
        await pilot.press("escape")
        await settle(pilot)
        assert app.project == kestrel.project
        assert stage_of(app) == "trauma"
        assert kestrel.seq == seq


async def test_a_what_if_is_adopted_as_one_act(kestrel: Workspace, settle: Settle) -> None:
    app = OssbuyApp(kestrel)
    async with app.run_test(size=(120, 36), notifications=True) as pilot:
        await settle(pilot)
        seq = kestrel.seq
        app.suppose([Fact(key("policy", "blend"), 0.5), Fact(key("policy", "price_share"), 0.3)])
        await settle(pilot)
        await pilot.press("A")
        await settle(pilot)
        assert kestrel.seq == seq + 1
        assert (kestrel.project.policy.blend, kestrel.project.policy.price_share) == (0.5, 0.3)
        assert app.scenario == ()
        assert app.banner() == ""


async def test_adopting_after_the_lock_needs_a_reason(decided: Workspace, settle: Settle) -> None:
    app = OssbuyApp(decided)
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await settle(pilot)
        seq = decided.seq
        app.suppose([Fact(key("policy", "blend"), 0.5)])
        await pilot.press("A")
        await pilot.pause()
        assert isinstance(app.screen, Reason)
        await pilot.press("escape")
        await settle(pilot)
        assert decided.seq == seq
        assert app.scenario
        await pilot.press("A")
        await pilot.pause()
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(app.screen, Reason)
        await pilot.press(*"asked", "enter")
        await settle(pilot)
        assert decided.history()[-1].reason == "asked"
        assert decided.project.policy.blend == 0.5


async def test_why_steps_down_and_back_up(kestrel: Workspace, settle: Settle) -> None:
    app = OssbuyApp(kestrel, first="causes")
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await settle(pilot)
        await pilot.press("down", "w")
        await settle(pilot)
        assert isinstance(app.screen, Why)
        first = "\n".join(screen_text(app))
        assert "RC1" in first
        await pilot.press("enter")
        await settle(pilot)
        assert "\n".join(screen_text(app)) != first
        await pilot.press("escape")
        await settle(pilot)
        assert isinstance(app.screen, Why)
        await pilot.press("escape")
        await settle(pilot)
        assert stage_of(app) == "causes"
        assert app.current_stage is app.screen


async def test_help_explains_the_focused_thing_and_its_keys(
    kestrel: Workspace, settle: Settle
) -> None:
    app = OssbuyApp(kestrel)
    async with app.run_test(size=(120, 36), notifications=True) as pilot:
        for key_ in ("f1", "question_mark"):
            await settle(pilot)
            await pilot.press(key_)
            await settle(pilot)
            assert isinstance(app.screen, Help)
            text = "\n".join(screen_text(app))
            assert "asks what happened" in text
            assert "Why is this number what it is?" in text
            assert "1 to 8" in str(app.screen.query_one(".help Static", Static).render())
            await pilot.press("escape")
        await settle(pilot)
        await pilot.press("enter")
        await pilot.pause()
        await pilot.press("f1")
        await settle(pilot)
        assert "never zero" in "\n".join(screen_text(app))
        # In a form digits are typed.
        assert " to 8" not in str(app.screen.query_one(".help Static", Static).render())


async def test_jump_mode_puts_the_focus_where_the_letter_is(
    kestrel: Workspace, settle: Settle
) -> None:
    app = OssbuyApp(kestrel, first="causes")
    async with app.run_test(size=(120, 36), notifications=True) as pilot:
        await settle(pilot)
        await pilot.press("ctrl+o")
        await pilot.pause()
        assert isinstance(app.screen, Jump)
        await pilot.press("b")
        await settle(pilot)
        assert app.focused is not None
        assert app.focused.id == "pareto"


async def test_the_palette_finds_and_runs(kestrel: Workspace, settle: Settle) -> None:
    app = OssbuyApp(kestrel)
    async with app.run_test(size=(120, 36), notifications=True) as pilot:
        await settle(pilot)
        await pilot.press("ctrl+p")
        await settle(pilot)
        app.screen.query_one(Input).value = "light"
        await pilot.pause(0.3)
        await pilot.press("enter")
        await settle(pilot)
        if app.theme != "ossbuy-light":  # the first Enter may only choose
            await pilot.press("enter")
            await settle(pilot)
        assert app.theme == "ossbuy-light"


async def test_home_knows_no_numbers(settle: Settle) -> None:
    app = OssbuyApp(actor=ACTOR)
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await settle(pilot)
        assert not app.screen.query_one(Journey).display
        shown = {a.binding.action for a in app.screen.active_bindings.values()}
        assert "app.why" not in shown
        await pilot.press("1", "H", "g", "u")
        await settle(pilot)
        assert stage_of(app) == "home"


def _clipped(widget: Static) -> bool:
    """Whether some of a text cannot be seen and cannot be scrolled to."""
    needed = widget.visual.get_height(widget.styles, widget.content_size.width)
    scrolled = any(
        parent.allow_vertical_scroll for parent in widget.ancestors if isinstance(parent, Widget)
    )
    return needed > widget.content_size.height and not scrolled


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("stage", EVERYWHERE)
async def test_nothing_overflows(
    decided: Workspace, settle: Settle, stage: str, size: tuple[int, int]
) -> None:
    app = OssbuyApp(decided, first=stage)
    async with app.run_test(size=size, notifications=True) as pilot:
        await settle(pilot)
        await _check_fits(app, pilot)
        await pilot.resize_terminal(*next(other for other in SIZES if other != size))
        await settle(pilot)
        await _check_fits(app, pilot)


async def _check_fits(app: OssbuyApp, pilot: Pilot[None]) -> None:
    screen = app.screen
    footer = screen.query_one(Footer)
    assert footer.max_scroll_x == 0
    shown = {
        (a.binding.action, a.binding.description)
        for a in screen.active_bindings.values()
        if a.binding.show and a.enabled
    }
    assert len(shown) <= 6, shown
    for widget in screen.query("*"):
        if not widget.display or not widget.region.area or not widget.is_on_screen:
            continue
        assert not widget.show_horizontal_scrollbar, widget
        assert screen.region.contains_region(widget.region.intersection(screen.region))
        if isinstance(widget, StageTab | Footer):
            assert screen.region.contains_region(widget.region), widget
        if isinstance(widget, Static) and not isinstance(widget, Heads | StageTab):
            assert not _clipped(widget), widget
        if isinstance(widget, Listing):
            taken = widths(widget.columns, widget.room)
            assert sum(taken) + GAP * (sum(1 for w in taken if w) - 1) <= widget.room
            for option in widget.options:
                assert option.prompt.cell_length <= widget.room
            assert widget.size.height >= 3, widget


async def test_a_project_that_cannot_be_reached_is_said_once(
    kestrel: Workspace, settle: Settle
) -> None:
    app = OssbuyApp(kestrel)
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await settle(pilot)
        path = Path(kestrel.where)
        path.write_bytes(path.read_bytes()[:5000])
        for _ in range(3):
            app._poll()
            await pilot.pause()
        assert len(toasts(app)) <= 1
        assert stage_of(app) == "trauma"
