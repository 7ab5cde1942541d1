"""`ossbuy forecast`: what prices grow with, told, shown, changed, taken away."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from ossbuy import cli
from ossbuy.exchange.errors import BadFile
from ossbuy.model.events import Refused
from ossbuy.procedure.files.build import build
from ossbuy.store.workspace import Workspace
from small import KESTREL

WREN = KESTREL.with_name("wren-mobile")


class Line:
    """The command line in this process: other tests show that processes work."""

    def __init__(self, capsys: pytest.CaptureFixture[str]) -> None:
        self.capsys = capsys

    def __call__(self, *words: str | Path, code: int = 0) -> str:
        assert cli.run([str(word) for word in words]) == code
        return self.capsys.readouterr().out

    def json(self, *words: str | Path) -> Any:
        return json.loads(self(*words, "--json"))["data"]

    def refused(self, *words: str | Path, code: int) -> str:
        self.capsys.readouterr()
        assert cli.run([str(word) for word in words]) == code, words
        said = self.capsys.readouterr()
        assert (said.out, said.err.count("\n")) == ("", 1)
        return said.err


@pytest.fixture
def run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Line:
    monkeypatch.setenv("OSSBUY_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("OSSBUY_USER", "ann")
    monkeypatch.chdir(tmp_path)
    return Line(capsys)


def test_the_sample_says_what_success_costs(run: Line) -> None:
    run("new", "w.ossbuy", "--from", WREN)
    said = run("forecast", "w.ossbuy")
    assert "SUB Subscribers, in subscriber months: 480,000, 1,440,000" in said
    assert "Colossa BSS leads once subscribers pass 1.483 times the forecast" in said
    assert "Plovercloud costs more than Patchwork consortium once subscribers pass 1.35" in said
    row = next(line for line in said.splitlines() if line.startswith("leads"))
    assert row.split("  ")[-2:] == ["Colossa BSS", "Colossa BSS"]
    data = run.json("forecast", "w.ossbuy", "show", "sub")
    (subscribers,) = data["forecasts"]
    assert subscribers["amounts"][0] == "480000"
    assert subscribers["leads"] == "plovercloud"
    assert subscribers["flips"][0] == {"above": "colossa", "at": 1.482866, "below": "plovercloud"}
    plover = next(v for v in subscribers["vendors"] if v["id"] == "plovercloud")
    assert (plover["fixed"], plover["growing"]) == (2_150_000, 8_976_000)
    assert "stays on record" in run.refused("forecast", "w.ossbuy", "remove", "SUB", code=3)
    assert "  Colossa BSS leads once subscribers pass 1.483" in run("robustness", "w.ossbuy")
    run("eliminate", "w.ossbuy", "plovercloud", "--reason", "fails C7.1")
    assert "pass 1.208 times the forecast (at the forecast Patchwork" in run("forecast", "w.ossbuy")
    # Twice the customers, and the amounts of the price lines stay what they are: the forecast is
    # what they were priced for.
    run("forecast", "w.ossbuy", "set", "SUB", "--note", "board paper 7")
    assert run.json("forecast", "w.ossbuy")["forecasts"][0]["note"] == "board paper 7"


def test_a_forecast_is_told_changed_and_taken_away(run: Line) -> None:
    run("new", "a.ossbuy", "--name", "Alone")
    assert "Nothing is forecast yet" in run("forecast", "a.ossbuy")
    said = run("forecast", "a.ossbuy", "set", "SITE", "--name", "Sites", "--amounts", "10 20 30")
    assert said == "SITE Sites: 10, 20, 30.\nNo price has been opened yet.\n"
    run("forecast", "a.ossbuy", "set", "site", "--amounts", "10;25", "--unit", "site year")
    assert "SITE Sites, in site years: 10, 25." in run("forecast", "a.ossbuy")
    run("undo", "a.ossbuy")
    assert "SITE Sites: 10, 20, 30." in run("forecast", "a.ossbuy")
    run("forecast", "a.ossbuy", "remove", "SITE")
    assert "Nothing is forecast yet" in run("forecast", "a.ossbuy")


def test_what_is_wrong_is_one_sentence(run: Line) -> None:
    run("new", "a.ossbuy", "--name", "Alone")
    for words, code, problem in (
        (("set", "X", "--amounts", "-4"), 3, "it must be 0 or more"),
        (("set", "X", "--amounts", "many"), 3, "it must be a number"),
        (("set",), 2, "Say which"),
        (("remove", "X"), 2, "There is no forecast 'X'; told are: none yet."),
        (("show", "X"), 2, "There is no forecast 'X'"),
        (("show", "--name", "Sites"), 2, "go with set"),
    ):
        assert problem in run.refused("forecast", "a.ossbuy", *words, code=code)


def test_a_unit_price_that_contradicts_its_amounts_is_remarked(run: Line, tmp_path: Path) -> None:
    files = Path(shutil.copytree(WREN, tmp_path / "files"))
    path = files / "prices" / "plovercloud.xlsx"
    book = openpyxl.load_workbook(path)
    sheet = book["Prices"]
    heads = [cell.value for cell in sheet[1]]
    lines = {row[0].value: row for row in sheet.iter_rows(min_row=2)}
    lines["10"][heads.index("Unit price")].value = 0.99
    lines["1"][heads.index("Unit price")].value = 12
    book.save(path)
    record = (files / "record.yaml").read_text("utf-8")
    (files / "record.yaml").write_text(record[: record.index("prices_unsealed")], "utf-8")
    run("new", "w.ossbuy", "--from", files)
    said = run("unseal", "w.ossbuy", "prices", "--reason", "now")
    assert (
        "line 10: its unit price times our forecast of SUB is 13,068,000, and its amounts add up"
        " to 6,864,000; the amounts count." in said
    )
    assert "line 1 has a unit price but names no forecast to grow with" in said
    assert "leads once subscribers pass 1.483" in run("forecast", "w.ossbuy")


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("id,Y0,Y2\nSUB,1,2\n", "the years must be columns Y0, Y1, Y2 … without a gap."),
        ("id,Y0,Y1\nSUB,,2\n", "the forecast is blank; enter 0 where none is expected."),
        ("id,Y0\nSUB,much\n", "it must be a number"),
        ("id,Y0\nSUB,1\nsub,2\n", "the id sub is taken already"),
        ("id,Y0,colour\nSUB,1,red\n", "there is no field 'colour'"),
        ("name,Y0\nSubscribers,1\n", "the column 'id' is missing"),
        ("id,Y0\n,1\n", "it has no id"),
    ],
)
def test_a_wrong_forecast_file_is_named(tmp_path: Path, text: str, problem: str) -> None:
    (tmp_path / "project.yaml").write_text("name: A\ncurrency: EUR\n", "utf-8")
    (tmp_path / "forecast.csv").write_text(text, "utf-8")
    with pytest.raises((BadFile, Refused)) as refused:
        build(Workspace.in_memory("ann"), tmp_path)
    assert problem in str(refused.value)
    assert "forecast.csv" in str(refused.value)
