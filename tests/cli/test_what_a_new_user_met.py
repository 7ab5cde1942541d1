"""Mistakes a new user made in the first half hour, each of which cost something once."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import openpyxl
import pytest

from ossbuy import locations

SAMPLE = locations.samples() / "kestrel-inventory"


@pytest.fixture
def home(tmp_path: Path) -> Path:
    ossbuy(tmp_path, "new", "k.ossbuy", "--from", str(SAMPLE))
    return tmp_path


def ossbuy(home: Path, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "ossbuy", *words],
        cwd=home,
        env={"OSSBUY_HOME": str(home / "home"), "OSSBUY_USER": "tester", "PATH": "/usr/bin:/bin"},
        capture_output=True,
        text=True,
        timeout=120,
    )


def test_a_report_never_overwrites_a_project(home: Path) -> None:
    before = (home / "k.ossbuy").read_bytes()
    shutil.copy(home / "k.ossbuy", home / "other.xlsx")
    for target in ("k.ossbuy", "other.xlsx", "missing/out.xlsx"):
        done = ossbuy(home, "report", "k.ossbuy", "--out", target, "--yes")
        assert done.returncode in (2, 3), done.stdout
        assert "Errno" not in done.stderr
        assert done.stderr.count("\n") == 1
    assert (home / "k.ossbuy").read_bytes() == before
    assert (home / "other.xlsx").read_bytes() == before


def test_a_share_that_fails_is_not_on_record(home: Path) -> None:
    history = ossbuy(home, "log", "k.ossbuy").stdout
    for target in ("k.ossbuy", "missing/a.ossbuy"):
        assert ossbuy(home, "share", "k.ossbuy", "--for", "auditor", "--out", target).returncode
    assert ossbuy(home, "log", "k.ossbuy").stdout == history


def test_what_the_buyer_thinks_of_a_vendor_is_not_in_its_copy(home: Path) -> None:
    shared = ("share", "k.ossbuy", "--for", "vendor", "--to", "ductwise", "--out", "d.ossbuy")
    assert ossbuy(home, *shared).returncode == 0
    assert b"Weak on order interfaces" in (home / "k.ossbuy").read_bytes()
    assert b"Weak on order interfaces" not in (home / "d.ossbuy").read_bytes()


def test_a_damaged_record_is_said_beside_the_ranking(home: Path) -> None:
    content = (home / "k.ossbuy").read_bytes()
    assert content.count(b'"Skylark Cloud"') >= 1
    (home / "bad.ossbuy").write_bytes(content.replace(b'"Skylark Cloud"', b'"Skylarj Cloud"'))
    done = ossbuy(home, "rank", "bad.ossbuy")
    assert "do not rely on this" in done.stderr


def _files(home: Path) -> Path:
    """The sample before prices were opened, with one price cell that is no money."""
    files = home / "files"
    shutil.copytree(SAMPLE, files)
    record = (files / "record.yaml").read_text(encoding="utf-8")
    (files / "record.yaml").write_text(record.split("prices_unsealed:")[0], encoding="utf-8")
    book = openpyxl.load_workbook(files / "prices" / "skylark.xlsx")
    sheet = book["Prices"]
    column = next(c.column for c in sheet[1] if str(c.value).casefold() == "y1")
    sheet.cell(row=2, column=column, value="abc")
    book.save(files / "prices" / "skylark.xlsx")
    return files


def test_one_wrong_price_cell_opens_no_price_at_all(home: Path) -> None:
    assert ossbuy(home, "new", "p.ossbuy", "--from", str(_files(home))).returncode == 0
    done = ossbuy(home, "unseal", "p.ossbuy", "prices")
    assert done.returncode == 2
    assert "skylark.xlsx" in done.stderr
    assert "'abc'" in done.stderr
    assert "unsealed the prices" not in ossbuy(home, "log", "p.ossbuy").stdout


def test_a_price_after_the_opening_needs_a_reason_and_is_a_finding(home: Path) -> None:
    book = openpyxl.load_workbook(SAMPLE / "prices" / "skylark.xlsx")
    book["Prices"].cell(row=2, column=2, value="Subscription, best and final")
    book.save(home / "skylark.xlsx")
    refused = ossbuy(home, "receive", "k.ossbuy", "skylark.xlsx")
    assert refused.returncode == 3
    assert "give a reason" in refused.stderr
    late = ("receive", "k.ossbuy", "skylark.xlsx", "--reason", "best and final round")
    assert ossbuy(home, *late).returncode == 0
    checked = ossbuy(home, "check", "k.ossbuy")
    assert checked.returncode == 1
    assert "F39  Skylark Cloud" in checked.stdout


def test_a_negative_weight_reaches_the_rule_that_refuses_it(home: Path) -> None:
    done = ossbuy(home, "set", "k.ossbuy", "weight", "C4", "-5", "--reason", "trial")
    assert done.returncode == 3
    assert "weights cannot be negative" in done.stderr


def test_accepting_before_anything_is_open_says_so(tmp_path: Path) -> None:
    ossbuy(tmp_path, "new", "e.ossbuy")
    assert "No answers have been opened yet" in ossbuy(tmp_path, "accept", "e.ossbuy").stderr
