"""Pictures of every screen for docs/screens: ``python tests/tui/shots.py [DIRECTORY] [NAME …]``.

Add a line to SHOTS for a new screen: a name, the stage to open and the keys to press there.
"""

from __future__ import annotations

import asyncio
import sys
import tempfile
from pathlib import Path

from ossbuy import locations
from ossbuy.procedure.build import build
from ossbuy.store.workspace import Workspace
from ossbuy.tui.app import OssbuyApp

SIZES = ((80, 24), (120, 36))
THEMES = ("ossbuy-dark", "ossbuy-light")
SHOTS: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("home", "home", ()),
    ("trauma", "trauma", ()),
    ("trauma-map", "trauma", ("m",)),
    ("trauma-card", "trauma", ("c",)),
    ("trauma-edit", "trauma", ("enter",)),
    ("causes", "causes", ("down",)),
    ("causes-pareto", "causes", ("c",)),
    ("causes-edit", "causes", ("down", "enter")),
    ("requirements", "requirements", ("tab",)),
    ("requirements-links", "requirements", ("l", "down", "down")),
    ("requirements-edit", "requirements", ("tab", "enter")),
    ("weights", "weights", ("down",)),
    ("weights-what-if", "weights", ("x", *["shift+left"] * 6)),
    ("answers", "answers", ("f",)),
    ("answers-words", "answers", ("enter",)),
    ("decision", "decision", ()),
    ("decision-what-if", "decision", ("x", "tab", "shift+right")),
    ("decision-sections", "decision", ("s",)),
    ("decision-pains", "decision", ("p",)),
    ("decision-cost", "decision", ("c",)),
    ("decision-gates", "decision", ("G",)),
    ("decision-why", "decision", ("w",)),
    ("robustness", "robustness", ()),
    ("robustness-crossovers", "robustness", ("x",)),
    ("robustness-acceptability", "robustness", ("a",)),
    ("history", "history", ()),
    ("history-travel", "history", ("down", "t")),
    ("why", "trauma", ("w",)),
    ("help", "trauma", ("f1",)),
    ("palette", "trauma", ("ctrl+p",)),
    ("jump", "trauma", ("ctrl+o",)),
    ("confirm", "trauma", ("delete",)),
)


async def shoot(path: Path, target: Path, wanted: set[str]) -> None:
    """Write one SVG per shot, size and theme."""
    for name, stage, keys in SHOTS:
        if wanted and name not in wanted:
            continue
        for size in SIZES:
            for theme in THEMES:
                workspace = Workspace.open(path, "M. Okafor")
                app = OssbuyApp(workspace, path, theme=theme, first=stage)
                async with app.run_test(size=size, notifications=True) as pilot:
                    await pilot.pause()
                    await app.workers.wait_for_complete()
                    await pilot.pause()
                    for pressed in keys:
                        await pilot.press(pressed)
                        await pilot.pause()
                    svg = app.export_screenshot(title="ossbuy")
                # Without this, renderers drop the spaces a line begins with.
                svg = svg.replace("<text ", '<text xml:space="preserve" ')
                short = theme.removeprefix("ossbuy-")
                file = target / f"{name}-{size[0]}x{size[1]}-{short}.svg"
                file.write_text(svg, encoding="utf-8")


def main() -> None:
    """Build the sample and shoot."""
    target = Path(sys.argv[1] if len(sys.argv) > 1 else "docs/screens")
    target.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as home:
        path = Path(home) / "kestrel-inventory.ossbuy"
        with Workspace.create(path, "M. Okafor") as workspace:
            build(workspace, locations.samples() / "kestrel-inventory")
        asyncio.run(shoot(path, target, set(sys.argv[2:])))


if __name__ == "__main__":
    main()
