"""Every hostile file: one sentence within ten seconds, and the project is as it was."""

from __future__ import annotations

import hashlib
import os
import re
import subprocess
import sys
import time
from pathlib import Path

import pytest
from catalogue import CASES, PLACES, Case, Place
from outcomes import page_rows, row_of, row_of_place, tried

from ossbuy.exchange.errors import BadFile
from ossbuy.exchange.intake import read_values
from ossbuy.exchange.intake.book import Book
from ossbuy.exchange.intake.limits import MOST_MEMORY
from ossbuy.model.events import Refused
from ossbuy.procedure.files.build import build
from ossbuy.procedure.replies.receive import receive
from ossbuy.store.workspace import Workspace
from small import KESTREL

LIGHT = [case for case in CASES if not case.heavy]
HEAVY = [case for case in CASES if case.heavy]


def within_limits(case: Case) -> None:
    seconds: list[float] = []
    row = row_of(case, seconds)
    assert max(seconds) < 10, f"{case.what} took {max(seconds):.1f} s"
    sentence = row.split(" | ", 1)[1].removesuffix(" |")
    assert len(sentence) < 600, sentence
    assert not re.search(r"[\x00-\x1f\x7f]|Traceback|Error\(|<.*object at", sentence), sentence
    assert row in page_rows(), f"docs/hostile-files.md says something else; write it anew: {row}"


@pytest.mark.parametrize("case", LIGHT, ids=lambda case: case.what)
def test_a_hostile_file_is_one_row_of_the_page(case: Case) -> None:
    within_limits(case)


@pytest.mark.integration
@pytest.mark.parametrize("case", HEAVY, ids=lambda case: case.what)
def test_a_heavy_hostile_file_is_one_row_of_the_page(case: Case) -> None:
    within_limits(case)


@pytest.mark.parametrize("place", PLACES, ids=lambda place: place.what)
def test_what_is_no_file_is_never_opened(place: Place, tmp_path: Path) -> None:
    began = time.monotonic()
    assert row_of_place(place, tmp_path) in page_rows()
    assert time.monotonic() - began < 2


def test_the_page_says_nothing_that_was_not_tried() -> None:
    what = {row.split(" | ", 1)[0].removeprefix("| ") for row in page_rows()}
    assert what - {"tried"} == {one.what for one in (*CASES, *PLACES)}
    assert len({one.what for one in (*CASES, *PLACES)}) == len(CASES) + len(PLACES)


@pytest.mark.parametrize(
    "cases", [LIGHT[::6], pytest.param(CASES, marks=pytest.mark.integration)], ids=["some", "all"]
)
def test_a_project_is_as_it_was(tmp_path: Path, cases: list[Case]) -> None:
    """Each file goes the way of a vendor's answers; nothing is recorded, nothing is written."""
    path = tmp_path / "p.ossbuy"
    with Workspace.create(path, "tester") as workspace:
        build(workspace, KESTREL)
        vendor = next(iter(workspace.project.vendors))
        head = workspace.head
    before = hashlib.sha256(path.read_bytes()).hexdigest()
    inbox = tmp_path / "in"
    inbox.mkdir()
    with Workspace.open(path, "tester") as workspace:
        for number, case in enumerate(cases):
            content = case.build()
            file = inbox / f"{number}.xlsx"
            file.write_bytes(content)
            with pytest.raises((BadFile, Refused)):
                receive(workspace, file, vendor)
            assert file.read_bytes() == content
        assert workspace.head == head
    assert hashlib.sha256(path.read_bytes()).hexdigest() == before
    assert sorted(p.name for p in tmp_path.iterdir()) == ["in", "p.ossbuy"]
    assert not Path("/tmp/ossbuy-was-here").exists()


def test_one_hostile_file_does_not_harm_the_next() -> None:
    fine = b"id,text\n1,shall\n"
    for case in LIGHT[::9]:
        tried(lambda case=case: read_values(case.build(), case.name))  # type: ignore[misc]
        after = read_values(fine, "fine.csv")
        assert isinstance(after, Book)
        assert after.sheets[0].rows == (("id", "text"), ("1", "shall"))


@pytest.mark.skipif(sys.platform != "linux", reason="other systems have no such limit")
def test_the_reading_process_is_held_to_its_memory() -> None:
    code = (
        "import resource\n"
        "from ossbuy.exchange.intake.limits import hold_memory\n"
        "assert hold_memory()\n"
        "print(resource.getrlimit(resource.RLIMIT_AS)[0], resource.getrlimit("
        "resource.RLIMIT_CORE)[0])\n"
        "try:\n    b'x' * (600 * 1024 * 1024)\nexcept MemoryError:\n    print('held')\n"
    )
    ran = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, env=os.environ
    )
    assert ran.stdout.split() == [str(MOST_MEMORY), "0", "held"]


def test_a_module_beside_the_file_is_not_run(tmp_path: Path) -> None:
    """The reading process starts where the buyer stands, perhaps beside a vendor's files."""
    for name in ("json", "zipfile", "struct", "csv"):
        (tmp_path / f"{name}.py").write_text(f"open('ran-{name}', 'w')\n", encoding="utf-8")
    code = (
        "from ossbuy.exchange.intake import read_values;"
        "print(read_values(b'a,b\\n', 'x.csv').sheets[0].rows)"
    )
    ran = subprocess.run(
        [sys.executable, "-P", "-c", code],
        capture_output=True,
        text=True,
        check=True,
        cwd=tmp_path,
        env=os.environ,
    )
    assert ran.stdout.strip() == "(('a', 'b'),)"
    assert not list(tmp_path.glob("ran-*"))
