"""Driving LibreOffice from tests: a Python that has its ``uno`` module runs the filling script."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

SCRIPT = Path(__file__).parent / "fill_in_libreoffice.py"
PYTHONS = ("/usr/bin/python3", "/opt/libreoffice/program/python", "python3")


def fill(plan: Sequence[Mapping[str, Any]]) -> list[list[str]]:
    """Fill workbooks as the plan says; returns, by workbook, the cells that were locked."""
    done = subprocess.run(
        [_python_with_uno(), str(SCRIPT)],
        input=json.dumps(plan),
        capture_output=True,
        text=True,
        timeout=240,
    )
    assert done.returncode == 0, done.stderr
    refused: list[list[str]] = json.loads(done.stdout)
    return refused


def _python_with_uno() -> str:
    for python in PYTHONS:
        try:
            done = subprocess.run([python, "-c", "import uno"], capture_output=True)
        except FileNotFoundError:
            continue
        if done.returncode == 0:
            return python
    raise AssertionError("no Python has LibreOffice's uno module: apt-get install python3-uno")


def convert(source: Path, ending: str, profile: Path) -> Path:
    """A workbook as LibreOffice saves it in another format, beside it."""
    done = subprocess.run(
        [
            *("soffice", f"-env:UserInstallation={profile.as_uri()}", "--headless"),
            *("--convert-to", ending, "--outdir", str(source.parent), str(source)),
        ],
        capture_output=True,
        text=True,
        timeout=120,
    )
    made = source.with_suffix(f".{ending}")
    assert made.exists(), done.stderr
    return made
