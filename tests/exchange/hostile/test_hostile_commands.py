"""Whatever a command is given for a file, it answers at once, in one sentence."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from catalogue import CASES

from ossbuy.cli import run
from ossbuy.exchange.errors import BadFile
from ossbuy.exchange.intake import read_values
from ossbuy.procedure.files.build import build
from ossbuy.store.workspace import Workspace
from small import KESTREL


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("desk")
    with Workspace.create(folder / "p.ossbuy", "tester") as workspace:
        build(workspace, KESTREL)
    os.mkfifo(folder / "pipe.xlsx")
    (folder / "folder.xlsx").mkdir()
    (folder / "loop.xlsx").symlink_to("loop.xlsx")
    return folder


COMMANDS = {
    "import": ["import", "FILE", "--dry-run"],
    "import into": ["import", "FILE", "--project", "p.ossbuy", "--dry-run"],
    "import revised": ["import", "FILE", "--project", "p.ossbuy", "--revise", "--dry-run"],
    "import scored": ["import", "FILE", "--scored", "--dry-run"],
    "wording": ["check", "FILE", "--wording"],
    "receive": ["receive", "p.ossbuy", "FILE", "--vendor", "skylark"],
    "assess": ["assess", "FILE"],
    "grade": ["grade", "p.ossbuy", "FILE"],
    "take": ["take", "p.ossbuy", "FILE"],
    "rank": ["rank", "FILE"],
}
PLACES = ("pipe.xlsx", "folder.xlsx", "loop.xlsx", "nowhere.xlsx", "/dev/zero", ".")


def answered(capsys: pytest.CaptureFixture[str], argv: list[str]) -> str:
    """The one sentence a command ends in."""
    capsys.readouterr()
    code = run(argv)
    said = capsys.readouterr().err
    assert code in (2, 4), (argv, code, said)
    assert said.startswith("ossbuy: "), said
    assert said.count("\n") == 1, said
    return said


@pytest.mark.parametrize("command", COMMANDS)
def test_what_is_no_file(
    desk: Path,
    command: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(desk)
    for place in PLACES:
        if command == "take" and place == "pipe.xlsx":
            continue  # Pasted lines may come through a pipe: Ctrl-C ends the wait.
        answered(capsys, [place if word == "FILE" else word for word in COMMANDS[command]])


def test_a_command_waits_for_no_pipe(desk: Path) -> None:
    """In a process of its own, because waiting would be for ever."""
    for command in ("import", "receive", "rank"):
        argv = ["pipe.xlsx" if word == "FILE" else word for word in COMMANDS[command]]
        ran = subprocess.run(
            [sys.executable, "-m", "ossbuy", *argv],
            cwd=desk,
            env=os.environ,
            capture_output=True,
            text=True,
            timeout=20,
            check=False,
        )
        assert ran.returncode in (2, 4), (argv, ran.stderr)


SMALL = [case for case in CASES if not case.heavy]


@pytest.mark.parametrize("command", ["import", "import scored", "wording", "receive", "assess"])
def test_hostile_files_on_the_command_line(
    desk: Path,
    command: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(desk)
    for case in SMALL[::11]:
        content = case.build()
        suffix = Path(case.name).suffix
        Path(f"given{suffix}").write_bytes(content)
        argv = [f"given{suffix}" if word == "FILE" else word for word in COMMANDS[command]]
        try:
            read_values(content, case.name)
        except BadFile:
            assert f"given{suffix}" in answered(capsys, argv), case.what
        else:
            # Read for what it is; then nothing in it is a table of requirements or answers.
            assert run(argv) in (0, 1, 2, 3), case.what
            assert "mistake in ossbuy" not in capsys.readouterr().err, case.what
