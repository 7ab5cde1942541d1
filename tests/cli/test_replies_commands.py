"""Files that come back, on the command line: received, withdraw, drift, unseal --map."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import openpyxl
import pytest

from ossbuy.cli import run
from ossbuy.output import ExitCode
from ossbuy.procedure.files.build import build
from ossbuy.store.workspace import Workspace
from small import KESTREL


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Kestrel in a file, built once."""
    path = tmp_path_factory.mktemp("built") / "k.ossbuy"
    with Workspace.create(path, "M. Okafor") as workspace:
        build(workspace, KESTREL)
    return path


@pytest.fixture
def project(built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("OSSBUY_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("OSSBUY_USER", "M. Okafor")
    return Path(shutil.copy(built, tmp_path / "k.ossbuy"))


def mangled(path: Path) -> Path:
    """Colossa's answers with words of its own and a row nobody asked for."""
    book = openpyxl.load_workbook(KESTREL / "answers" / "colossa.xlsx")
    page = book["Answers"]
    page["C1"] = "Compliance"
    for number in range(2, page.max_row + 1):
        page.cell(number, 3).value = {"Full": "FC", "Partial": "Mostly"}.get(
            str(page.cell(number, 3).value), page.cell(number, 3).value
        )
    page.append(["X-9", "Our assistant does it all", "FC"])
    book.save(path)
    return path


def say(*args: object) -> int:
    return run([str(arg) for arg in args])


def test_a_file_received_again_is_listed_marked_and_corrected(
    project: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = mangled(tmp_path / "colossa.xlsx")
    assert say("receive", project, file) == ExitCode.OK
    assert "it replaces colossa.xlsx" in capsys.readouterr().out
    assert say("received", project, "colossa", "--json") == ExitCode.OK
    files = json.loads(capsys.readouterr().out)["data"]
    assert [one["state"] for one in files] == ["replaced", "open", "sealed"]
    assert files[0]["opened_by"] == "Miriam Okafor"
    assert say("unseal", project, "answers") == ExitCode.OK
    assert "'X-9' was not asked" in capsys.readouterr().out
    assert say("drift", project) == ExitCode.OK
    summary = capsys.readouterr().out
    assert "Ductwise" in summary
    assert "1 extra" in summary
    assert say("drift", project, "colossa") == ExitCode.OK
    listed = capsys.readouterr().out
    assert "fc = full" in listed
    assert "none of the words" in listed
    out = tmp_path / "marked.xlsx"
    assert say("drift", project, "colossa", "--out", out) == ExitCode.OK
    assert openpyxl.load_workbook(out).sheetnames == ["Summary", "Cover", "Answers", "Legend"]
    assert say("drift", project, "colossa", "--out", out) == ExitCode.REFUSED
    correct = ("unseal", project, "answers", "--map", "colossa", "level", "Mostly=partial + EXT")
    assert say(*correct) == ExitCode.REFUSED, "quality is locked"
    capsys.readouterr()
    assert say(*correct, "--reason", "their legend") == ExitCode.OK
    assert "Mostly = partial + EXT" in capsys.readouterr().out
    assert say("drift", project, "colossa", "--json", "--kind", "unread") == ExitCode.OK
    assert json.loads(capsys.readouterr().out)["data"] == []


def test_a_withdrawn_file_is_said(
    project: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert say("receive", project, mangled(tmp_path / "colossa.xlsx")) == ExitCode.OK
    capsys.readouterr()
    assert say("received", project, "colossa", "--json") == ExitCode.OK
    digest = json.loads(capsys.readouterr().out)["data"][2]["sha256"]
    assert say("withdraw", project, digest[:12]) == ExitCode.REFUSED
    assert say("withdraw", project, digest[:12], "--reason", "a mix-up") == ExitCode.OK
    assert "colossa.xlsx counts again" in capsys.readouterr().out
    assert say("received", project) == ExitCode.OK
    listed = capsys.readouterr().out
    assert "withdrawn" in listed
    assert "a mix-up" in listed
    assert say("withdraw", project, "colossa", "--reason", "they leave") == ExitCode.OK
    assert "no answers count now" in capsys.readouterr().out
    assert say("rank", project) == ExitCode.OK


@pytest.mark.parametrize(
    ("args", "code"),
    [
        (("unseal", "{}", "prices", "--map", "colossa", "level", "Y=full"), ExitCode.USAGE),
        (("unseal", "{}", "answers", "--map", "colossa", "level", "Y"), ExitCode.USAGE),
        (("unseal", "{}", "answers", "--map", "colossa", "hue", "Y=full"), ExitCode.REFUSED),
        (("unseal", "{}", "answers", "--map", "colossa", "level", "Y=maybe"), ExitCode.USAGE),
        (("drift", "{}", "--kind", "colour"), ExitCode.USAGE),
        (("drift", "{}", "--out", "x.xlsx"), ExitCode.USAGE),
        (("drift", "{}", "nobody"), ExitCode.USAGE),
        (("withdraw", "{}", "nobody.xlsx", "--reason", "x"), ExitCode.REFUSED),
        (("received", "{}", "nobody"), ExitCode.USAGE),
    ],
)
def test_what_cannot_be_done_is_said_in_one_sentence(
    project: Path, capsys: pytest.CaptureFixture[str], args: tuple[str, ...], code: int
) -> None:
    assert say(*(str(project) if arg == "{}" else arg for arg in args)) == code
    said = capsys.readouterr().err.strip()
    assert said.startswith("ossbuy: ")
    assert said.endswith((".", "?"))
    assert "\n" not in said


def test_a_file_is_its_vendors_whose_id_or_name_it_begins_with(
    project: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert say("receive", project, mangled(tmp_path / "colossa-answers v2.xlsx")) == ExitCode.OK
    assert "Colossa OneSuite" in capsys.readouterr().out
    assert say("receive", project, mangled(tmp_path / "colossal.xlsx")) == ExitCode.USAGE
    assert "There is no vendor 'colossal'" in capsys.readouterr().err
