"""The first paint loads Textual, pydantic and sqlite3, and nothing heavy."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

SCRIPT = """
import asyncio, sys
from pathlib import Path
from ossbuy.store.workspace import Workspace
from ossbuy.tui.app import OssbuyApp

seen = []

async def main():
    app = OssbuyApp(Workspace.open(Path(sys.argv[1]), "somebody"))
    # What is loaded when the first screen is there, before any worker has started.
    app._evaluate = lambda project, **_: seen.append(set(sys.modules))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert app.screen.stage == "trauma"
asyncio.run(main())
heavy = {"numpy", "pandas", "scipy", "openpyxl", "xlsxwriter", "yaml", "python_calamine"}
print(sorted(heavy & seen[0]))
"""


def test_first_paint_loads_nothing_heavy(built: dict[str, Path]) -> None:
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, str(built["decided"])],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == "[]"
