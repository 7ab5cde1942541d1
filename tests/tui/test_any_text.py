"""Whatever people type shows as typed, on every screen and in every modal, with toasts on."""

from __future__ import annotations

from decimal import Decimal

import pytest
from textual.widgets import Input, Static, TextArea

from conftest import SIZES, Settle, screen_text
from ossbuy import locations
from ossbuy.model import commands
from ossbuy.model.burden import count_burden
from ossbuy.model.costing import work_out
from ossbuy.model.events import Fact, key
from ossbuy.model.tracing import trace
from ossbuy.model.trauma import Pain
from ossbuy.model.worth import CostLine
from ossbuy.procedure.files.build import adopt_model
from ossbuy.store.workspace import Workspace
from ossbuy.tui import pain_fields
from ossbuy.tui.app import OssbuyApp
from ossbuy.tui.modals.form import Form
from ossbuy.tui.screens import causes
from ossbuy.tui.stages import STAGES
from ossbuy.tui.text import one_line, plain

pytestmark = pytest.mark.sweep

TEXTS = {
    "markup": "[REQ-1] must [x] [/] [/bold] [@click=app.quit]go[/] [type=x, v={'a[0]'}] $primary "
    "**bold** `x` # h1 <b> \\[ {what} %s",
    "scripts": "👩‍🔧🔥 光ファイバーの記録 שלום ‎[א] مرحبا =1+1;@SUM(A1) 🇪🇺 \x1b[31m\x07 \x9b bell",
    "long": "=ab [c] " * 62,
}
NOT_TEXT = {"code", "voice", "evidence"}
PAIN_TEXTS = tuple(
    name
    for name, field in Pain.model_fields.items()
    if name not in {"id", *NOT_TEXT} and field.annotation is str
)


def _project(text: str, actor: str = "somebody") -> Workspace:
    """A small project with the text in every field that takes text."""
    workspace = Workspace.in_memory(actor)
    adopt_model(workspace, locations.templates() / "evaluation" / "standard.yaml")

    def run(act) -> str:
        return str(workspace.execute(act).facts[0].key.split("/")[1])

    line, word = text[:500], "".join(text.split())[:40]
    run(commands.describe(workspace.project, {"name": line, "buyer": line, "currency": "EUR"}))
    person = run(
        commands.add(workspace.project, "person", {"code": word, "name": line, "role": line})
    )
    run(
        commands.add(
            workspace.project,
            "trigger",
            {"code": "T1", "type": line, "statement": text, "escalated_by": person},
        )
    )
    fields = dict.fromkeys(PAIN_TEXTS, line) | {
        "code": line,
        "voice": person,
        "severity": 4,
        "evidence": "B",
        "cost_likely": "1000000",
    }
    pain = run(commands.add(workspace.project, "pain", fields))
    cause = run(
        commands.add(
            workspace.project,
            "cause",
            {"code": line[:480] + "-C", "statement": text, "category": line, "fixable": line},
        )
    )
    run(commands.set_contribution(workspace.project, cause, pain, 0.5, reason=line))
    told = dict.fromkeys(("friction", "unit", "segment", "finance_metric", "note"), line)
    run(trace(workspace.project, pain, told | {"lever": "churn"}))
    work = dict.fromkeys(("duties", "main_kpi", "vital_process", "vital_often"), line)
    run(commands.change(workspace.project, "person", person, work | {"other_processes": text}))
    run(count_burden(workspace.project, {"what": line, "role": line, "people": 1, "days": 1}))
    cost = CostLine(what=line, quantity=Decimal(2), unit=line, rate=Decimal(3))
    run(work_out(workspace.project, pain, [cost]))
    felt = {"person": person, "feeling": line, "fear": text, "intensity": 4}
    run(commands.add(workspace.project, "emotion", {"code": "E1", "pain": pain} | felt))
    run(commands.add(workspace.project, "pain", fields | {"code": "P2", "name": f"{line[:400]} 2"}))
    second = workspace.project.by_code("pains", "P2")
    run(commands.add(workspace.project, "emotion", {"code": "E2", "pain": second} | felt))
    return workspace


def _seen(app: OssbuyApp, text: str) -> bool:
    """Whether the beginning of the text stands on the screen as typed."""
    start = one_line(text).plain[:6]
    return any(start.rstrip() in line for line in screen_text(app))


@pytest.mark.parametrize(
    ("name", "size"),
    [("markup", SIZES[0]), ("scripts", SIZES[0]), ("long", SIZES[0]), ("scripts", SIZES[1])],
)
async def test_any_text_shows_as_typed_on_every_screen(
    name: str, size: tuple[int, int], settle: Settle
) -> None:
    text = TEXTS[name]
    app = OssbuyApp(_project(text, actor=text[:60]))
    async with app.run_test(size=size, notifications=True) as pilot:
        await settle(pilot)
        for stage in STAGES:
            app.go(stage.id)
            await settle(pilot)
            assert _seen(app, text), stage.id
        app.go("trauma")
        await settle(pilot)
        card = app.screen.query_one("#card-text", Static).render()
        assert plain(text).plain.strip() in str(card)


@pytest.mark.parametrize("name", ["markup", "long"])
async def test_any_text_shows_as_typed_in_modals_and_toasts(name: str, settle: Settle) -> None:
    text = TEXTS[name]
    app = OssbuyApp(_project(text, actor=text[:60]), first="trauma")
    async with app.run_test(size=SIZES[0], notifications=True) as pilot:
        await settle(pilot)
        for opens, closes in (
            ("c", "escape"),
            ("delete", "n"),
            ("w", "escape"),
            ("f1", "escape"),
            ("ctrl+p", "escape"),
            ("m", "escape"),
            ("T", "escape"),
            ("r", "escape"),
            ("e", "escape"),
            ("h", "escape"),
            ("dollar_sign", "escape"),
            ("enter", "escape"),
        ):
            await pilot.press(opens)
            await settle(pilot)
            assert _seen(app, text) or opens in {"f1", "ctrl+p", "m"}, opens
            await pilot.press(closes)
            await pilot.pause()
        app.do(lambda p: commands.add(p, "pain", {"code": text[:500], "name": "again"}))
        await settle(pilot)
        assert app._notifications  # the refusal names the taken id
        await pilot.press("u")
        await settle(pilot)
        assert app.screen is app.current_stage


@pytest.mark.parametrize("name", ["markup", "long"])
@pytest.mark.parametrize(
    ("stage", "keys"),
    [
        ("value", ("c", "c", "escape", "m", "escape", "enter", "escape", "x", "escape")),
        ("people", ("c", "c", "escape", "m", "escape", "enter", "escape", "i", "escape")),
    ],
)
async def test_any_text_shows_as_typed_in_the_views_beside_the_chain(
    name: str, stage: str, keys: tuple[str, ...], settle: Settle
) -> None:
    text = TEXTS[name]
    app = OssbuyApp(_project(text, actor=text[:60]), first=stage)
    async with app.run_test(size=SIZES[1], notifications=True) as pilot:
        await settle(pilot)
        for pressed in keys:
            await pilot.press(pressed)
            await settle(pilot)
            assert _seen(app, text), pressed
        assert app.screen is app.current_stage


@pytest.mark.parametrize("name", TEXTS)
@pytest.mark.parametrize(
    ("stage", "layout"), [("trauma", pain_fields.FORM), ("causes", causes.FORM)]
)
async def test_any_text_typed_into_a_form_is_kept_and_answered(
    name: str, stage: str, layout: tuple, settle: Settle, kestrel: Workspace
) -> None:
    text = TEXTS[name]
    app = OssbuyApp(kestrel, first=stage)
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await settle(pilot)
        await pilot.press("n")
        await pilot.pause()
        form = app.screen
        assert isinstance(form, Form)
        for field in layout:
            editor = form.query_one(f"#{field.name}")
            if isinstance(editor, TextArea):
                editor.text = text
            elif isinstance(editor, Input):
                editor.value = text
        typed = form.typed()
        await pilot.press("ctrl+s")
        await settle(pilot)
        if app.screen is form:  # a number was asked for: refused in one sentence, all kept
            assert str(form.query_one(".refusal").render()).startswith("✖")
            assert form.typed() == typed
        else:
            family = "causes" if stage == "causes" else "pains"
            assert kestrel.project.by_code(family, text.strip()) is not None


async def test_a_name_of_500_characters_leaves_room_for_the_hash(settle: Settle) -> None:
    workspace = _project("x" * 500, actor="y" * 200)
    app = OssbuyApp(workspace)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        head = screen_text(app)[0]
        assert "…" in head
        app.suppose([Fact(key("policy", "blend"), 0.5)])
        await settle(pilot)
        assert len(screen_text(app)) == 24
