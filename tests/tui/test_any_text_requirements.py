"""The windows of the requirements: any text shows as typed, and nothing at all is said so."""

from __future__ import annotations

import pytest
from test_any_text_chain import TEXTS, _project
from textual import events

from conftest import SIZES, Settle, screen_text
from ossbuy.model import commands
from ossbuy.store.workspace import Workspace
from ossbuy.tui.app import OssbuyApp

pytestmark = pytest.mark.sweep

WINDOWS: tuple[tuple[str, ...], ...] = (
    ("v", "a", "m", "p", "enter", "escape"),
    ("l", "slash", "x", "[", "/", "]", "enter", "escape", "escape"),
    ("i", "tab", "space", "slash", "[", "]", "escape", "escape"),
    ("o", "space", "a", "tab", "space", "escape"),
    ("R", "s", "d", "down", "f", "r", "escape"),
    ("h", "r", "c", "c"),
    ("p", "escape"),
)
"""Keys that open each window, use it and close it."""


@pytest.mark.parametrize(("name", "size"), [("markup", SIZES[0]), ("scripts", SIZES[1])])
async def test_any_text_shows_in_every_window(
    name: str, size: tuple[int, int], settle: Settle
) -> None:
    workspace = _project(TEXTS[name])
    project = workspace.project
    pain = next(iter(project.pains))
    workspace.execute(commands.set_hygiene(project, next(iter(project.sections)), 3.0))
    said = {"kpi": TEXTS[name][:400], "kpi_unit": "[%]", "counter_kpi": "[/]", "library": "INV-R1"}
    for ident in list(project.requirements):
        said = {k: " ".join(v.split()) for k, v in said.items()}
        workspace.execute(commands.change(workspace.project, "requirement", ident, said))
    other = {"code": "P2", "name": "[/b] nothing answers it", "statement": TEXTS[name]}
    workspace.execute(commands.add(workspace.project, "pain", other))
    app = OssbuyApp(workspace, first="requirements")
    async with app.run_test(size=size, notifications=True) as pilot:
        await settle(pilot)
        await pilot.press("tab")
        for keys in WINDOWS:
            for pressed in keys:
                await pilot.press(pressed)
                await settle(pilot)
                assert len(screen_text(app)) == size[1], (keys, pressed)
            while app.screen is not app.current_stage:
                await pilot.press("escape")
                await settle(pilot)
        await pilot.press("p")
        await settle(pilot)
        app.post_message(events.Paste("id\ttext\tsection\n[a]\t" + TEXTS[name] + "\t[b]"))
        await settle(pilot)
        await pilot.press("ctrl+s")
        await settle(pilot)
        assert len(screen_text(app)) == size[1]
        assert pain in workspace.project.pains


NOTHING = {
    ("v",): "adopted no evaluation model",
    ("l",): "needs pains and sections first",
    ("o",): "No pain has been told yet",
    ("R",): "0 of 0 texts flagged",
    ("R", "d"): "No two texts say nearly the same",
    ("i",): "Resource a",
    ("p",): "Paste here: one requirement a line",
}
"""Keys that open a window of an empty project, and what it says."""


@pytest.mark.parametrize("keys", NOTHING)
async def test_with_nothing_there_every_window_says_so_and_closes(
    keys: tuple[str, ...], settle: Settle
) -> None:
    app = OssbuyApp(Workspace.in_memory("me"), first="requirements")
    async with app.run_test(size=(80, 24), notifications=False) as pilot:
        await settle(pilot)
        for pressed in keys:
            await pilot.press(pressed)
            await settle(pilot)
        text = " ".join(" ".join(screen_text(app)).split())
        assert NOTHING[keys] in text
        for pressed in ("space", "tab", "w", "u"):
            await pilot.press(pressed)
            await settle(pilot)
            assert len(screen_text(app)) == 24


async def test_the_other_word_for_trauma_stands_in_every_window(
    kestrel: Workspace, settle: Settle
) -> None:
    kestrel.execute(commands.set_policy(kestrel.project, {"trauma_word": "operational pain"}))
    app = OssbuyApp(kestrel, first="requirements")
    async with app.run_test(size=(120, 36), notifications=True) as pilot:
        await settle(pilot)
        for keys in (("v",), ("escape", "l"), ("escape", "i"), ("escape", "o"), ("escape", "R")):
            await pilot.press(*keys)
            await settle(pilot)
            body = screen_text(app)[2:]
            assert not any("trauma" in line.casefold() for line in body), keys
