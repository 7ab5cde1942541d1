"""The command line as a person or a script meets it: real processes, exit codes, two streams."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from small import KESTREL

OSSBUY = [sys.executable, "-m", "ossbuy"]


def environment(home: Path, **more: str) -> dict[str, str]:
    kept = {k: v for k, v in os.environ.items() if k in ("PATH", "PYTHONPATH", "LANG", "TMPDIR")}
    return kept | {"OSSBUY_HOME": str(home), "OSSBUY_USER": "ann", "PYTHONUTF8": "1"} | more


class Terminal:
    """Runs ossbuy in a directory of its own, without a terminal."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.out = self.err = ""

    def __call__(self, *words: str | Path, code: int = 0, **env: str) -> str:
        ended = subprocess.run(
            [*OSSBUY, *map(str, words)],
            capture_output=True,
            cwd=self.home,
            env=environment(self.home, **env),
            stdin=subprocess.DEVNULL,
            timeout=60,
            check=False,
        )
        self.out = ended.stdout.decode("utf-8")
        self.err = ended.stderr.decode("utf-8")
        assert "Traceback" not in self.err
        assert ended.returncode == code, (ended.returncode, self.out[-400:], self.err[-400:])
        return self.out

    def json(self, *words: str | Path, code: int = 0) -> Any:
        envelope = json.loads(self(*words, "--json", code=code))
        assert sorted(envelope) == ["data", "head", "ossbuy", "project"]
        assert envelope["ossbuy"] == 1
        return envelope["data"]

    def refused(self, *words: str | Path, code: int = 2) -> str:
        """The one sentence on stderr of a command that did not do what was asked."""
        self(*words, code=code)
        assert self.out == ""
        assert self.err.startswith("ossbuy: ")
        assert self.err.count("\n") == 1, self.err
        # A sentence, or one that ends in the command to type next.
        assert re.search(r"[.?]$|: ossbuy \w+ \S+$", self.err.rstrip()), self.err
        return self.err


@pytest.fixture
def run(tmp_path: Path) -> Terminal:
    return Terminal(tmp_path)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Kestrel as a project file, built once by the command itself."""
    home = tmp_path_factory.mktemp("built")
    Terminal(home)("new", "kestrel", "--from", KESTREL)
    return home / "kestrel.ossbuy"


@pytest.fixture
def kestrel(built: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(built, tmp_path / "kestrel.ossbuy"))


# -- a project from nothing to a decision, act by act ------------------------------------------


def test_a_procurement_act_by_act(run: Terminal, tmp_path: Path) -> None:
    requirements = tmp_path / "rfp.csv"
    requirements.write_text("id,section,text\nA1,A,shall do\nB1,B,shall too\nB1,B,again\n")
    said = run("new", "north", "--name", "North", "--currency", "sek")
    assert "north.ossbuy: North, 0 pains" in said
    said = run("import", requirements, "--project", "north.ossbuy", "--dry-run")
    assert "2 requirements would be taken, 1 skipped" in said
    assert run.json("log", "north.ossbuy")[-1]["kind"] == "model.adopted"
    data = run.json("import", requirements, "--project", "north.ossbuy")
    assert (data["taken"], data["recorded"]) == (["A1", "B1"], True)
    assert "price share is not set" in run.refused("lock", "north.ossbuy", "weights", code=3)
    run("undo", "north.ossbuy")
    assert run.json("rank", "north.ossbuy")["ranking"] == []
    run("redo", "north.ossbuy")
    assert [e["kind"] for e in run.json("log", "north.ossbuy", "--last", "2")] == [
        "act.undone",
        "act.redone",
    ]


def test_receiving_and_opening_files(run: Terminal, tmp_path: Path) -> None:
    files = Path(shutil.copytree(KESTREL, tmp_path / "files"))
    (files / "record.yaml").unlink()
    for name in ("scores.csv", "agreed.csv", "gates.csv"):
        (files / name).unlink()
    bare = [
        line
        for line in (files / "vendors.yaml").read_text().splitlines()
        if not line.startswith(("  answers", "  prices"))
    ]
    (files / "vendors.yaml").write_text("\n".join(bare))
    run("new", "k", "--from", files)
    names = ("colossa", "skylark", "openloom", "ductwise", "inhouse")
    said = run("receive", "k.ossbuy", *(files / "answers" / f"{n}.xlsx" for n in names))
    assert said.count("48 of 48 answered") == 5
    assert "already received" in run.refused(
        "receive", "k.ossbuy", files / "answers" / "skylark.xlsx", code=3
    )
    assert "not locked yet" in run.refused("unseal", "k.ossbuy", "answers", code=3)
    assert "Hash " in run("lock", "k.ossbuy", "weights", "--reason", "closed")
    opened = run.json("unseal", "k.ossbuy", "answers")
    assert [o["count"] for o in opened] == [48] * 5
    assert "240 proposed scores" in run("accept", "k.ossbuy")
    assert "Next:" in run.err
    run("receive", "k.ossbuy", *(files / "prices" / f"{n}.xlsx" for n in names))
    assert "quality scores are not locked" in run.refused("unseal", "k.ossbuy", "prices", code=3)
    run("lock", "k.ossbuy", "quality")
    run("unseal", "k.ossbuy", "prices", "--vendor", "skylark")
    ranking = run.json("rank", "k.ossbuy")["ranking"]
    assert [r["vendor"] for r in ranking if r["price"] is not None] == ["Skylark Cloud"]
    assert "has not been opened" in run("robustness", "k.ossbuy", code=1)
    run("unseal", "k.ossbuy", "prices")
    assert run.json("rank", "k.ossbuy")["ranking"][0]["total"] is not None


# -- reading -----------------------------------------------------------------------------------


def test_rank_json_has_the_shape_scripts_rely_on(run: Terminal, kestrel: Path) -> None:
    data = run.json("rank", kestrel)
    assert sorted(data) == [
        *("currency", "do_nothing_forgone", "evidence_mode", "lambda", "margin", "notes"),
        *("price_formula", "price_share", "ranking", "sentence"),
    ]
    first = data["ranking"][0]
    assert {"vendor", "total", "quality", "price", "rank"} <= set(first)
    assert (first["vendor"], first["rank"], first["id"]) == ("Ductwise", 1, "ductwise")
    assert first["total"] == pytest.approx(73.5, abs=1.0)
    assert [r["rank"] for r in data["ranking"]] == [1, 2, 3, 4, 5]
    assert data["sentence"].startswith("Ductwise leads Skylark Cloud by ")


def test_rank_says_the_same_in_words(run: Terminal, kestrel: Path) -> None:
    said = run("rank", kestrel)
    assert "Ductwise leads Skylark Cloud" in said
    assert "Doing nothing forgoes 15.8 M EUR" in said
    assert run.err == ""


def test_rank_at_an_earlier_act(run: Terminal, kestrel: Path) -> None:
    log = run.json("log", kestrel)
    sealed = next(e["seq"] for e in log if e["kind"] == "prices.unsealed") - 1
    ranking = run.json("rank", kestrel, "--at", str(sealed))["ranking"]
    assert all(r["price"] is None for r in ranking)
    assert "There is no act 999" in run.refused("rank", kestrel, "--at", "999")


def test_robustness(run: Terminal, kestrel: Path) -> None:
    data = run.json("robustness", kestrel)
    assert (data["available"], data["verdict"]) == (True, "separable")
    assert data["p_star"] == pytest.approx(0.149, abs=0.03)


def test_log_filters(run: Terminal, kestrel: Path) -> None:
    everything = run.json("log", kestrel)
    assert [e["seq"] for e in everything] == list(range(1, len(everything) + 1))
    assert run.json("log", kestrel, "--by", "nobody") == []
    assert len(run("log", kestrel, "--last", "2").splitlines()) == 2
    assert "locked the weights" in run("log", kestrel, "--about", "locked the weights")


def test_check_finds_or_does_not(run: Terminal, kestrel: Path) -> None:
    ended = subprocess.run(
        [*OSSBUY, "check", str(kestrel), "--json"],
        capture_output=True,
        cwd=run.home,
        env=environment(run.home),
        check=False,
    )
    found = json.loads(ended.stdout)["data"]
    assert ended.returncode == (1 if any(f["severity"] == "blocks" for f in found) else 0)
    assert found
    assert all(set(f) == {"rule", "severity", "where", "what", "way_out", "ref"} for f in found)
    assert all(isinstance(part, str) and part for f in found for part in f["ref"][:2])


def test_verify(run: Terminal, kestrel: Path) -> None:
    head = json.loads(run("rank", kestrel, "--json"))["head"]
    assert run.json("verify", kestrel, "--head", head)["ok"] is True
    assert run.json("verify", kestrel, "--head", "0" * 64, code=1)["ok"] is False


def test_where(run: Terminal) -> None:
    places = run.json("where")
    assert places["projects"] == str(run.home / "projects")
    assert Path(places["samples"]).is_dir()
    assert str(run.home) in run("where")


# -- writing -----------------------------------------------------------------------------------


def test_export_and_new_make_a_circle(run: Terminal, kestrel: Path) -> None:
    assert "files." in run("export", kestrel, "--project", "out")
    assert "not empty" in run.refused("export", kestrel, "--project", "out", code=3)
    run("new", "again", "--from", "out")
    first, second = (run.json("rank", p)["ranking"] for p in (kestrel, "again.ossbuy"))
    assert first == second


def test_share(run: Terminal, kestrel: Path) -> None:
    assert "facts withheld" in run("share", kestrel, "--for", "auditor", "--out", "a.ossbuy")
    assert run.json("verify", "a.ossbuy")["ok"] is True
    run.refused("share", kestrel, "--for", "vendor", "--out", "v.ossbuy", code=3)


def test_report(run: Terminal, kestrel: Path) -> None:
    run("report", kestrel, "--out", "d.xlsx")
    assert openpyxl.load_workbook(run.home / "d.xlsx").sheetnames
    assert "is there already" in run.refused("report", kestrel, "--out", "d.xlsx", code=3)


def test_demo_twice(run: Terminal) -> None:
    said = run("demo", "--out", "here")
    assert "Ductwise leads" in said
    first = (run.home / "here" / "kestrel-inventory.ossbuy").read_bytes()
    run("demo", "--out", "here")
    assert "number 2" in run.err
    assert (run.home / "here" / "kestrel-inventory.ossbuy").read_bytes() == first
    assert (run.home / "here" / "kestrel-inventory-2.xlsx").is_file()
    assert "There is no sample 'nosuch'" in run.refused("demo", "nosuch")


# -- no ----------------------------------------------------------------------------------------


def test_set_eliminate_and_readmit(run: Terminal, kestrel: Path) -> None:
    assert "Recorded as act" in run("set", kestrel, "pain", "P1", "severity", "4")
    assert "give a reason" in run.refused("set", kestrel, "weight", "C4", "12", code=3)
    run("set", kestrel, "weight", "C4", "12", "--reason", "two trial loads failed")
    assert run.json("log", kestrel, "--last", "1")[0]["kind"] == "weights.amended"
    run("eliminate", kestrel, "openloom", "--reason", "no rehearsal")
    last = run.json("rank", kestrel)["ranking"][-1]
    assert (last["id"], last["rank"], last["eliminated"]) == ("openloom", None, "no rehearsal")
    run("readmit", kestrel, "openloom", "--reason", "shown on 2 December")
    assert all(r["rank"] for r in run.json("rank", kestrel)["ranking"])


def test_an_unknown_command_is_answered_with_the_nearest(run: Terminal) -> None:
    assert "did you mean 'rank'?" in run.refused("rnak")
    assert "'ossbuy --help' lists them" in run.refused("qqqqqqq")


def test_wrong_usage(run: Terminal, kestrel: Path) -> None:
    run.refused("rank")
    run.refused("rank", kestrel, "--nosuch")
    run.refused("lock", kestrel, "everything")
    assert "There is no vendor 'nobody'" in run.refused(
        "unseal", kestrel, "answers", "--vendor", "nobody"
    )
    run.refused("import", "no.csv", "--project", kestrel)
    run.refused("receive", kestrel, "no.xlsx", "--vendor", "skylark")


def test_rules_say_no_with_three(run: Terminal, kestrel: Path) -> None:
    assert "already locked" in run.refused("lock", kestrel, "weights", code=3)
    assert "no sealed answers" in run.refused("unseal", kestrel, "answers", code=3)
    assert "nothing" in run.refused("redo", kestrel, code=3)
    assert "accepted already" in run.refused("accept", kestrel, code=3)


def test_a_project_that_cannot_be_opened_is_four(run: Terminal) -> None:
    (run.home / "text.ossbuy").write_text("not a project")
    run.refused("rank", "no.ossbuy", code=4)
    run.refused("log", "text.ossbuy", code=4)
    run.refused("verify", run.home, code=4)


def test_new_does_not_overwrite(run: Terminal, kestrel: Path) -> None:
    before = kestrel.read_bytes()
    run.refused("new", kestrel, code=4)
    run.refused("new", kestrel, "--from", KESTREL, code=4)
    assert kestrel.read_bytes() == before


def test_a_project_that_could_not_be_built_is_not_left_half(run: Terminal) -> None:
    files = Path(shutil.copytree(KESTREL, run.home / "files"))
    (files / "prices" / "inhouse.xlsx").write_bytes(b"not a workbook")
    assert "inhouse.xlsx" in run.refused("new", "half", "--from", files)
    assert [p.name for p in run.home.iterdir() if "half" in p.name] == []


def test_the_screen_needs_a_terminal(run: Terminal, kestrel: Path) -> None:
    assert "needs a terminal" in run.refused("open", kestrel)
    assert "needs a terminal" in run.refused()


def test_a_broken_settings_file_is_named(run: Terminal, kestrel: Path) -> None:
    (run.home / "config").mkdir()
    (run.home / "config" / "config.toml").write_text("user = ")
    run("rank", kestrel, code=2, OSSBUY_USER="")
    assert "config.toml is not valid TOML" in run.err
    assert run.err.count("\n") == 1


# -- pipes, signals, terminals -----------------------------------------------------------------


def test_a_reader_that_has_enough_is_no_error(run: Terminal, kestrel: Path) -> None:
    line = f"{sys.executable} -m ossbuy log {kestrel} --json | head -1; echo ${{PIPESTATUS[0]}}"
    ended = subprocess.run(
        ["bash", "-c", line],
        capture_output=True,
        cwd=run.home,
        env=environment(run.home),
        text=True,
        check=False,
    )
    assert ended.stdout.split() == ["{", "0"]
    assert ended.stderr == ""


def test_interrupted_is_one_hundred_and_thirty(run: Terminal) -> None:
    """SIGINT while the command builds a project of a sample, which takes a second."""
    process = subprocess.Popen(
        [*OSSBUY, "demo", "kestrel-inventory", "--out", "out"],
        cwd=run.home,
        env=environment(run.home),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        # A shell that runs this in its background has told its children to ignore the signal.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler) and None,
    )
    until = time.monotonic() + 30
    while not (run.home / "out" / "kestrel-inventory.ossbuy").exists():
        assert time.monotonic() < until, "it never began"
        time.sleep(0.005)
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=30)
    assert process.returncode == 130
    assert err.decode().strip() == "Stopped."


def test_a_vendor_cannot_drive_the_terminal(run: Terminal) -> None:
    files = Path(shutil.copytree(KESTREL, run.home / "files"))
    evil = 'name: "Duct\\e[31mwise\\a\\u009b2J \\u202Eesiw"'
    text = (files / "vendors.yaml").read_text()
    (files / "vendors.yaml").write_text(text.replace("name: Ductwise", evil))
    run("new", "evil", "--from", files)
    for words in (["rank"], ["log"], ["robustness"], ["rank", "--json"], ["log", "--json"]):
        said = run(words[0], "evil.ossbuy", *words[1:]) + run.err
        assert "Duct" in said
        for control in ("\x1b", "\x07", "\x9b", "\u202e"):
            assert control not in said, (words, control)
    assert "\x1b" in run.json("rank", "evil.ossbuy")["ranking"][0]["vendor"]


def test_a_terminal_that_knows_only_ascii_still_gets_an_answer(
    run: Terminal, kestrel: Path
) -> None:
    ended = subprocess.run(
        [*OSSBUY, "rank", str(kestrel)],
        capture_output=True,
        cwd=run.home,
        check=False,
        env=environment(run.home, PYTHONIOENCODING="ascii", PYTHONUTF8="0"),
    )
    assert ended.returncode == 0
    assert b"Ductwise leads" in ended.stdout


# -- what a start may load ---------------------------------------------------------------------

HEAVY = (
    "textual",
    "pandas",
    "scipy",
    "openpyxl",
    "numpy",
    "pydantic",
    "yaml",
    "rich",
    "xlsxwriter",
)


@pytest.mark.parametrize(
    "start",
    [
        "import ossbuy.cli",
        "import ossbuy.output",
        "import ossbuy.config, ossbuy.locations",
        "from ossbuy.cli import run; run(['--help'])",
        "from ossbuy.cli import run; run(['--version'])",
        "from ossbuy.cli import run; run(['rank', '--help'])",
        "from ossbuy.cli import run; run(['where'])",
    ],
)
def test_starting_loads_nothing_heavy(run: Terminal, start: str) -> None:
    code = f"import sys\n{start}\nsys.exit(', '.join({set(HEAVY)!r} & sys.modules.keys()) or 0)"
    ended = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        cwd=run.home,
        env=environment(run.home),
        check=False,
    )
    assert ended.returncode == 0, ended.stderr


def test_every_command_has_help_with_an_example(run: Terminal) -> None:
    from ossbuy.cli import COMMANDS, OVERVIEW

    overview = run("--help")
    assert sorted(" ".join(OVERVIEW.values()).split()) == sorted(COMMANDS)
    for name in COMMANDS:
        assert f"  {name} " in overview
    from click.testing import CliRunner

    from ossbuy.cli import ossbuy

    for name in COMMANDS:
        said = CliRunner().invoke(ossbuy, [name, "--help"])
        assert said.exit_code == 0, name
        assert "Example" in said.output, name
