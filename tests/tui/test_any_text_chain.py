"""From requirement to robustness: any text shows as typed, and nothing at all is said so."""

from __future__ import annotations

import pytest
from textual.widgets import Footer, Input, TextArea

from conftest import SIZES, Settle, screen_text
from ossbuy import locations
from ossbuy.model import commands
from ossbuy.model.events import Act, Fact, key
from ossbuy.procedure.files.build import adopt_model
from ossbuy.store.workspace import Workspace
from ossbuy.tui import requirement_fields
from ossbuy.tui.app import OssbuyApp
from ossbuy.tui.modals.form import Form
from ossbuy.tui.stages import STAGES

pytestmark = pytest.mark.sweep

CHAIN = ("requirements", "weights", "answers", "decision", "robustness")
TEXTS = {
    "markup": "[REQ-1] must [x] [/] [/bold] [@click=app.quit]go[/] [type=x, v={'a[0]'}] $primary "
    "**bold** `x` # h1 <b> \\[ {what} %s",
    "scripts": "👩‍🔧🔥 光ファイバーの記録 שלום ‎[א] مرحبا =1+1;@SUM(A1) 🇪🇺 ✔ red "
    "\x1b[31m\x07 \x9b bell",
}
TEXTS["markup"] += " =ab [c]" * 40
"""Long enough to be cut wherever it is cut."""


def _project(text: str) -> Workspace:
    """Two vendors, two sections, all of it called like the text."""
    workspace = Workspace.in_memory(text[:60])
    adopt_model(workspace, locations.templates() / "evaluation" / "standard.yaml")
    line = " ".join(text.split())[:480]

    def add(family: str, fields: dict[str, object]) -> str:
        event = workspace.execute(commands.add(workspace.project, family, fields))
        return str(event.facts[0].key.split("/")[1])

    workspace.execute(commands.describe(workspace.project, {"name": line, "currency": "EUR"}))
    policy = {"price_share": 0.4, "blend": 0.5, "price_formula": "lowest-ratio"}
    policy |= {"overlap_factor": 1.0, "addressable_share": 0.5, "ramp": (0.5, 1.0)}
    workspace.execute(commands.set_policy(workspace.project, policy))
    told = {"severity": 4, "evidence": "B", "cost_likely": "1000000", "statement": text}
    pain = add("pain", {"code": line + "-P", "name": line} | told)
    leaves = []
    for n in range(2):
        section = add("section", {"code": f"{line}-S{n}", "title": line})
        written = {"text": text, "threshold": text, "verification": line, "references": line}
        leaves.append(
            add(
                "requirement",
                {"code": f"{line}-R{n}", "section": section, "title": line, "gate": not n}
                | written,
            )
        )
        workspace.execute(commands.set_link(workspace.project, pain, section, 9 - 6 * n))
        workspace.execute(commands.set_stated(workspace.project, section, 3.0 + n))
        workspace.execute(commands.set_stated(workspace.project, leaves[-1], 1.0))
    for n in range(2):
        vendor = add("vendor", {"code": f"{line}-V{n}", "name": line, "profile": text})
        facts = []
        for leaf in leaves:
            said = {"level": "full", "delivery": "STD", "evidence": "claim", "comment": text}
            said |= {"reference": text, "available": line, "raw": {line: text}}
            facts.append(Fact(key("response", vendor, leaf), said))
            agreed = {"value": 2.0 + n, "reason": text, "present": []}
            facts.append(Fact(key("agreed", vendor, leaf), agreed))
        judged = {"result": "not shown", "by": text, "reason": text}
        facts.append(Fact(key("gate", vendor, leaves[0]), judged))
        price = {"code": line, "item": line, "currency": "EUR", "amounts": ["1000", "100"]}
        facts.append(Fact(key("price", vendor, "L1"), price))
        workspace.execute(Act("score.agreed", tuple(facts)))
    return workspace


@pytest.mark.parametrize(
    ("name", "size"),
    [("markup", SIZES[0]), ("scripts", SIZES[1])],
)
async def test_any_text_shows_on_every_screen_of_the_chain(
    name: str, size: tuple[int, int], settle: Settle
) -> None:
    text = TEXTS[name]
    app = OssbuyApp(_project(text))
    async with app.run_test(size=size, notifications=True) as pilot:
        await settle(pilot)
        assert not app.trouble
        assert app.evaluation
        assert app.evaluation.leader
        for stage, keys in (
            ("requirements", ("tab", "l", "down", "enter", "9", "escape", "escape")),
            ("weights", ("c", "x", "left", "escape", "escape")),
            ("answers", ("enter", "escape")),
            ("decision", ("s", "p", "c", "G", "escape")),
            ("robustness", ("x", "a", "p", "escape")),
        ):
            app.go(stage)
            await settle(pilot)
            start = text.strip()[:4]
            assert any(start in line for line in screen_text(app)), stage
            for pressed in (*keys, "w", "escape"):
                await pilot.press(pressed)
                await pilot.pause()
                assert len(screen_text(app)) == size[1]


@pytest.mark.parametrize(
    ("name", "pressed", "layout"),
    [
        ("markup", "n", requirement_fields.REQUIREMENT),
        ("scripts", "N", requirement_fields.SECTION),
    ],
)
async def test_any_text_typed_into_a_form_is_kept_and_answered(
    name: str, pressed: str, layout: tuple, settle: Settle, kestrel: Workspace
) -> None:
    text = TEXTS[name]
    app = OssbuyApp(kestrel, first="requirements")
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await settle(pilot)
        await pilot.press(pressed)
        await settle(pilot)
        form = app.screen
        assert isinstance(form, Form)
        for field in form._fields:
            editor = form.query_one(f"#{field.name}")
            if isinstance(editor, TextArea):
                editor.text = text
            elif isinstance(editor, Input):
                editor.value = text
        typed = form.typed()
        await pilot.press("ctrl+s")
        await settle(pilot)
        assert app.screen is form  # a choice was asked for: refused in one sentence, all kept
        assert str(form.query_one(".refusal").render()).startswith("✖")
        assert form.typed() == typed
        assert len(layout) >= len(form._fields)


@pytest.mark.parametrize(
    ("begun", "size"),
    [("empty", SIZES[0]), ("with a model", SIZES[1]), ("with requirements", SIZES[0])],
)
async def test_nothing_yet_is_a_sentence_not_a_crash(
    begun: str, size: tuple[int, int], settle: Settle
) -> None:
    workspace = Workspace.in_memory("me")
    if begun != "empty":
        adopt_model(workspace, locations.templates() / "evaluation" / "standard.yaml")
    if begun == "with requirements":
        section = workspace.execute(
            commands.add(workspace.project, "section", {"code": "C1", "title": "One"})
        )
        ident = section.facts[0].key.split("/")[1]
        fields = {"code": "C1.1", "section": ident, "text": "It shall."}
        workspace.execute(commands.add(workspace.project, "requirement", fields))
    app = OssbuyApp(workspace)
    async with app.run_test(size=size, notifications=True) as pilot:
        await settle(pilot)
        for stage in CHAIN:
            app.go(stage)
            await settle(pilot)
            text = " ".join(" ".join(screen_text(app)).split())
            assert any(
                said in text
                for said in (
                    "Press N to name the first section",
                    "no vendor",
                    "No vendor",
                    "Nothing has been asked yet",
                    "nobody stated any",
                    "at least two vendors",
                    "adopted no evaluation model",
                    "▲ 1 nobody asks for",
                    "▲ nobody",
                )
            ), (stage, text)
        for stage in (
            CHAIN if begun == "empty" else ()
        ):  # afterwards, because toasts cover what was looked for
            for pressed in ("enter", "w", "g"):
                app.go(stage)
                await pilot.press(pressed)
                await pilot.pause()
                while app.screen is not app.current_stage:
                    await pilot.press("escape")
                    await pilot.pause()


async def test_every_screen_fits_80_columns(decided: Workspace, settle: Settle) -> None:
    app = OssbuyApp(decided)
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await settle(pilot)
        for stage in STAGES:
            app.go(stage.id)
            await settle(pilot)
            footer = app.screen.query_one(Footer)
            assert footer.max_scroll_x == 0, stage.id
            assert app.screen.max_scroll_x == 0
            assert app.screen.max_scroll_y == 0
            for widget in app.screen.query("#body *"):
                if widget.region.area:
                    assert widget.region.right <= 80, (stage.id, widget)
