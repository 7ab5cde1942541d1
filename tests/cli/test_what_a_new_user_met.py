"""Mistakes a new user made in the first half hour, each of which cost something once."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import openpyxl
import pytest

from ossbuy import locations

# Slow: every test starts a program of its own or a whole screen; run by make sweep and CI.
pytestmark = pytest.mark.sweep

NINES = "9" * 5000
SAMPLE = locations.samples() / "kestrel-inventory"


@pytest.fixture
def home(tmp_path: Path) -> Path:
    ossbuy(tmp_path, "new", "k.ossbuy", "--from", str(SAMPLE))
    return tmp_path


def ossbuy(home: Path, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "ossbuy", *words],
        cwd=home,
        env={
            "OSSBUY_HOME": str(home / "home"),
            "OSSBUY_USER": "tester",
            "PATH": "/usr/bin:/bin",
            "PYTHONPATH": os.environ.get("PYTHONPATH", ""),
        },
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


def test_what_is_wrong_is_one_sentence_without_the_words_of_programmers(tmp_path: Path) -> None:
    assert ossbuy(tmp_path, "new", "p.ossbuy", "--name", "P").returncode == 0
    ossbuy(tmp_path, "set", "p.ossbuy", "pain", "P1", "name", "Late")
    for words in (["person", "a", "name", "Ann"], ["section", "A", "title", "A"]):
        ossbuy(tmp_path, "set", "p.ossbuy", *words)
    ossbuy(tmp_path, "set", "p.ossbuy", "section", "B", "title", "B")
    ossbuy(tmp_path, "set", "p.ossbuy", "cause", "RC1", "statement", "x")
    ossbuy(tmp_path, "set", "p.ossbuy", "vendor", "v", "name", "V")
    (tmp_path / "folder").mkdir()
    (tmp_path / "empty.txt").write_text("")
    for words, sentence in (
        (["new", ""], "Say what the project's file is called"),
        (["set", "p.ossbuy", "pain", "P1", "cost_likely", "1e308"], "it has too many digits"),
        (["set", "p.ossbuy", "link", "P1", "A", "1e308"], "not 1e+308"),
        (["set", "p.ossbuy", "share", "RC1", "P1", "1e300"], "is 1e+300 %"),
        (["set", "p.ossbuy", "pain", "P1", "severity", NINES], "it has too many digits"),
        (["set", "p.ossbuy", "weight", "A", NINES], "is not a plain number"),
        (["burden", "p.ossbuy", "remove", NINES], "there is no line to remove"),
        (["set", "p.ossbuy", "reference", "v", NINES, "customer", "x"], "is numbered 1, 2, 3"),
        (["import", "folder", "--project", "p.ossbuy"], "it is a directory"),
        (["take", "p.ossbuy", "empty.txt"], "There is no pain in it: write or paste"),
        (
            ["ballot", "p.ossbuy", "--person", "a", "--method", "best-worst", "best=A", "best=B"],
            "The best is said twice",
        ),
        (["workshop", "agenda", "one-day", "--start", "25:99"], "write it as 09:00"),
        (["workshop", "open", "p.ossbuy", "--on", "31.5.2026"], "write it as 2026-05-31"),
        (["set", "p.ossbuy", "person", "a", "seat", "king"], "'king' is no seat: choose one of"),
    ):
        done = ossbuy(tmp_path, *words)
        assert done.returncode in (2, 3), words
        assert sentence in done.stderr, words
        assert done.stderr.count("\n") == 1, done.stderr
        assert len(done.stderr) < 250, done.stderr


def test_points_of_any_size_print_no_warning(tmp_path: Path) -> None:
    ossbuy(tmp_path, "new", "p.ossbuy", "--name", "P")
    ossbuy(tmp_path, "set", "p.ossbuy", "person", "a", "name", "Ann")
    for code in "AB":
        ossbuy(tmp_path, "set", "p.ossbuy", "section", code, "title", code)
        ossbuy(tmp_path, "set", "p.ossbuy", "requirement", f"{code}1", "section", code, "text", "x")
    done = ossbuy(tmp_path, "ballot", "p.ossbuy", "--person", "a", "A=1e308", "B=1e308")
    assert (done.returncode, done.stderr) == (0, "")


def test_a_table_whose_only_row_is_wrong_makes_no_section(tmp_path: Path) -> None:
    ossbuy(tmp_path, "new", "p.ossbuy", "--name", "P")
    (tmp_path / "r.csv").write_text("id,section,text,gate\nX1,X,a,perhaps\nY1,Y,b,no\n")
    done = ossbuy(tmp_path, "import", "r.csv", "--project", "p.ossbuy")
    assert "gate is 'perhaps'" in done.stdout
    history = ossbuy(tmp_path, "log", "p.ossbuy", "--last", "1", "--json").stdout
    assert "Y1" in history
    assert "X" not in history


def test_who_contradicts_themselves_is_told_and_nobody_else(tmp_path: Path) -> None:
    ossbuy(tmp_path, "new", "p.ossbuy", "--name", "P")
    ossbuy(tmp_path, "set", "p.ossbuy", "person", "a", "name", "Ann")
    for code in "ABC":
        ossbuy(tmp_path, "set", "p.ossbuy", "section", code, "title", code)
        ossbuy(tmp_path, "set", "p.ossbuy", "requirement", f"{code}1", "section", code, "text", "x")
    cast = ("ballot", "p.ossbuy", "--person", "a", "--method", "ahp")
    done = ossbuy(tmp_path, *cast, "A/B=9", "B/C=9", "C/A=9")
    assert done.returncode == 0
    assert done.stderr.startswith("These comparisons contradict each other (CR ")
    assert ossbuy(tmp_path, *cast, "A/B=2", "B/C=2", "A/C=4").stderr == ""
    assert "CR" not in ossbuy(tmp_path, "round", "p.ossbuy", "top").stdout


def test_amounts_taken_in_are_printed_as_money(tmp_path: Path) -> None:
    ossbuy(tmp_path, "new", "p.ossbuy", "--name", "P")
    (tmp_path / "p.csv").write_text("name;cost\nA;1.5M\nB;2000,5\n")
    shown = ossbuy(tmp_path, "take", "p.ossbuy", "p.csv", "--dry-run").stdout
    assert shown == "P1  A · 1,500,000 a year\nP2  B · 2,000.50 a year\n"


def test_words_of_thousands_of_letters_are_refused_in_a_short_sentence(home: Path) -> None:
    long = "x" * 5000
    for words in (
        ["report", "k.ossbuy", "--out", f"{long}.xlsx"],
        ["workshop", "record", "k.ossbuy", "--out", f"{long}.md"],
        ["export", "k.ossbuy", "--project", long],
        ["share", "k.ossbuy", "--for", "auditor", "--out", long],
        ["why", "k.ossbuy", long],
        ["set", "k.ossbuy", "section", long, "title", "x"],
        ["new", long],
    ):
        done = ossbuy(home, *words)
        assert done.returncode in (2, 3, 4), (words[0], done.stderr)
        assert done.stderr.count("\n") == 1
        assert len(done.stderr) < 400, done.stderr
        assert "Errno" not in done.stderr


def test_a_file_that_is_not_there_is_not_taken_for_a_vendor(home: Path) -> None:
    done = ossbuy(home, "receive", "k.ossbuy", "nofile.xlsx")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "ossbuy: nofile.xlsx: the file does not exist; check the path.\n"


def test_a_wrong_entry_of_a_file_names_its_id_once(home: Path) -> None:
    shutil.copytree(SAMPLE, home / "files")
    people = home / "files" / "people.yaml"
    people.write_text(people.read_text() + "\n- id: zed\n  seat: king\n")
    done = ossbuy(home, "new", "z.ossbuy", "--from", "files")
    assert done.stderr.startswith("ossbuy: people.yaml, zed: 'king' is no seat")
