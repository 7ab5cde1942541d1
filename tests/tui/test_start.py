"""The first paint is the frame with the project's name, and loads next to nothing."""

from __future__ import annotations

import gc
import os
import pty
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from conftest import ACTOR, screen_text
from ossbuy.output import ExitCode
from ossbuy.store.errors import NotAProject
from ossbuy.store.glance import Glance, glance
from ossbuy.store.workspace import Workspace
from ossbuy.tui.app import OssbuyApp
from ossbuy.tui.garbage import THRESHOLDS

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


FRAME = """
import asyncio, sys
from pathlib import Path
from ossbuy.store.glance import glance
from ossbuy.tui.app import OssbuyApp

async def main():
    path = Path(sys.argv[1])
    app = OssbuyApp(None, path, actor="somebody", glance=glance(path))
    late = {"pydantic", "numpy", "ossbuy.tui.screens"}
    app._open = lambda: print(sorted(late & set(sys.modules)))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
asyncio.run(main())
"""


def test_the_frame_is_painted_before_the_model_is_loaded(built: dict[str, Path]) -> None:
    done = subprocess.run(
        [sys.executable, "-c", FRAME, str(built["decided"])],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == "[]"


async def test_the_frame_says_what_the_first_stage_will_say(
    built: dict[str, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = shutil.copy(built["decided"], tmp_path / "kestrel.ossbuy")
    painted: list[list[str]] = []
    opening = OssbuyApp._open

    def painted_then_opened(app: OssbuyApp) -> None:
        painted.append(screen_text(app))
        opening(app)

    monkeypatch.setattr(OssbuyApp, "_open", painted_then_opened)
    app = OssbuyApp(None, path, actor=ACTOR, glance=glance(path))
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.pause()
        await app.workers.wait_for_complete()
        await pilot.pause()
        assert app.current_stage is not None
        assert app.current_stage.stage == "trauma"
        assert app.evaluation is not None
        (first,) = painted
        # Name, person, time and hash stay where they are; only the marks are still to come.
        assert "Kestrel Fibre network inventory" in first[0]
        assert first[0] == screen_text(app)[0]
        assert "1 Trauma" in first[1]
        assert "H History" in first[1]
        assert any("Opening the project" in line for line in first)


async def test_once_a_project_is_open_garbage_is_looked_for_seldom(
    built: dict[str, Path], tmp_path: Path
) -> None:
    path = shutil.copy(built["decided"], tmp_path / "kestrel.ossbuy")
    before = gc.get_threshold()
    gc.set_threshold(700, 10, 10)
    try:
        app = OssbuyApp(None, path, actor=ACTOR, glance=glance(path))
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.pause()
            await app.workers.wait_for_complete()
            assert gc.get_threshold() == THRESHOLDS
            assert gc.get_freeze_count() > 0
    finally:
        gc.set_threshold(*before)


def test_a_glance_agrees_with_the_project(built: dict[str, Path]) -> None:
    with Workspace.open(built["decided"], ACTOR) as workspace:
        last = workspace.history()[-1]
        name = workspace.project.description.name
    assert glance(built["decided"]) == Glance(name, last.recorded_at, last.hash)


def test_a_glance_at_an_empty_project_is_empty(tmp_path: Path) -> None:
    Workspace.create(tmp_path / "new.ossbuy", ACTOR).close()
    assert glance(tmp_path / "new.ossbuy") == Glance()


def test_a_glance_at_something_else_is_refused(tmp_path: Path) -> None:
    (tmp_path / "notes.ossbuy").write_text("not a database at all")
    with pytest.raises(NotAProject, match="not an ossbuy project"):
        glance(tmp_path / "notes.ossbuy")


def _open_in_a_terminal(path: Path) -> tuple[int, str, bytes]:
    """Exit code, standard error and what came to the terminal."""
    ours, theirs = pty.openpty()
    with subprocess.Popen(
        [sys.executable, "-m", "ossbuy", "open", str(path)],
        stdin=theirs,
        stdout=theirs,
        stderr=subprocess.PIPE,
        env=os.environ | {"TERM": "xterm-256color"},
    ) as process:
        os.close(theirs)
        shown = b""
        try:
            while part := os.read(ours, 65536):
                shown += part
        except OSError:  # the other end is closed
            pass
        os.close(ours)
        assert process.stderr is not None
        said = process.stderr.read().decode()
    return process.returncode, said, shown


def test_what_is_no_project_is_refused_before_the_screen_is_touched(tmp_path: Path) -> None:
    (tmp_path / "notes.ossbuy").write_text("not a database at all")
    code, said, shown = _open_in_a_terminal(tmp_path / "notes.ossbuy")
    assert code == ExitCode.UNAVAILABLE
    assert said.count("\n") == 1
    assert "this is not an ossbuy project" in said
    assert shown == b""


def test_damage_found_on_opening_is_one_sentence(built: dict[str, Path], tmp_path: Path) -> None:
    path = Path(shutil.copy(built["decided"], tmp_path / "damaged.ossbuy"))
    with sqlite3.connect(path) as file:
        file.execute("DELETE FROM meta WHERE name = 'state'")
        file.execute("UPDATE event SET header = '{' WHERE seq = 3")
    file.close()
    code, said, _ = _open_in_a_terminal(path)
    assert code == ExitCode.UNAVAILABLE
    # Textual paints through standard error; the sentence comes once the screen is given back.
    painted, given_back, sentence = said.rpartition("\x1b[?1049l")
    assert "Opening the project" in painted
    assert given_back
    assert f"ossbuy: {path}: a record in it cannot be read; restore it from a copy.\n" in sentence
    assert "Traceback" not in said
