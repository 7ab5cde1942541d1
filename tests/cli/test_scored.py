"""`ossbuy import --scored`: a matrix in, a project and its answer out."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from ossbuy import cli
from ossbuy.output import ExitCode

sys.path.insert(0, str(Path(__file__).parents[1] / "exchange"))
import comparison_books as books


@pytest.fixture(autouse=True)
def _somebody(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OSSBUY_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("OSSBUY_USER", "okafor")


def run(capsys: pytest.CaptureFixture[str], *line: object) -> tuple[int, str, str]:
    """Exit code, what was printed, what was said."""
    capsys.readouterr()
    code = cli.run([str(word) for word in line])
    printed = capsys.readouterr()
    return code, printed.out, printed.err


def test_one_line_answers_a_matrix_on_one_screen(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = books.workbook(books.plain(), tmp_path / "m.xlsx")
    code, out, err = run(capsys, "import", path, "--scored")
    assert (code, err) == (ExitCode.OK, "")
    assert "Beta leads Acme by 7.0 points of 100." in out
    assert "The sheet's own totals (weight × score) are right, and so is its order." in out
    assert "stays first while no weight is wrong by more than" in out
    assert len(out.splitlines()) <= 36
    assert max(map(len, out.splitlines())) <= 110
    project = tmp_path / "m.ossbuy"
    for command in (["rank"], ["robustness"], ["check"], ["people"], ["log"], ["verify"]):
        code, out, err = run(capsys, *command, project)
        assert code in (ExitCode.OK, ExitCode.NO), (command, err)
    code, _, err = run(capsys, "report", project, "--out", tmp_path / "r.xlsx")
    assert (code, err) == (ExitCode.OK, "")
    code, _, err = run(capsys, "export", project, "--project", tmp_path / "files")
    assert (code, err) == (ExitCode.OK, "")


def test_json_says_everything_and_a_dry_run_writes_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = books.workbook(books.groups(), tmp_path / "m.xlsx")
    code, out, _ = run(capsys, "import", path, "--scored", "--dry-run", "--json")
    assert code == ExitCode.OK
    data = json.loads(out)["data"]
    assert data["recorded"] is False
    assert data["understood"]["vendors"] == ["Northwind", "Skylark"]
    assert data["understood"]["totals"]["rule"] == "weight × score"
    assert data["ranking"][0]["vendor"] == "Northwind"
    assert data["firmness"]["available"] is True
    assert data["weight_flips"] or data["score_flips"]
    assert {f["rule"] for f in data["findings"]} >= {"F60", "F61", "F62"}
    assert [p.name for p in tmp_path.glob("*.ossbuy")] == []


def test_corrections_are_options(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = books.workbook(books.plain(), tmp_path / "m.xlsx")
    options = ["--vendors", "D:E", "--scale", "0-10", "--weights", "none", "--leave-out", "8"]
    code, out, _ = run(capsys, "import", path, "--scored", *options, "--dry-run", "--json")
    assert code == ExitCode.OK
    said = json.loads(out)["data"]["understood"]
    assert said["vendors"] == ["Acme", "Beta"]
    assert said["criteria"] == 4
    assert said["weights"] == "equal"
    assert said["scale"]["best"] == 10
    grade = books.workbook(books.lights(), tmp_path / "g.xlsx")
    code, out, _ = run(
        capsys, "import", grade, "--scored", "--grade", "Amber=30", "--dry-run", "--json"
    )
    assert json.loads(out)["data"]["understood"]["scale"]["grades"]["amber"] == 0.3


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        (["--scale", "ten"], "--scale is 'ten': write its ends"),
        (["--scale", "5-0"], "--scale is '5-0'"),
        (["--grade", "Good"], "--grade is 'Good': write it as WORD=75."),
        (["--grade", "Good=200"], "is above 100 %"),
        (["--currency", "Euros"], "--currency is 'EUROS'"),
        (["--vendors", "??"], "'??' is not a column letter"),
        (["--sheet", "None"], "it has no sheet 'None'"),
    ],
)
def test_a_wrong_option_is_one_sentence(
    options: list[str], expected: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = books.workbook(books.plain(), tmp_path / "m.xlsx")
    code, out, err = run(capsys, "import", path, "--scored", *options)
    assert code == ExitCode.USAGE
    assert out == ""
    assert expected in err
    assert len(err.splitlines()) == 1
    assert not list(tmp_path.glob("*.ossbuy"))


def test_what_is_no_matrix_is_one_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name, content in (("a.xlsx", b"PK\x03\x04nothing"), ("b.csv", b"hello\n"), ("c.txt", b"")):
        path = tmp_path / name
        path.write_bytes(content)
        code, out, err = run(capsys, "import", path, "--scored")
        assert code == ExitCode.USAGE, name
        assert out == ""
        assert len(err.splitlines()) == 1
    code, _, err = run(capsys, "import", tmp_path / "none.xlsx", "--scored")
    assert code == ExitCode.USAGE
    assert "does not exist" in err
    assert not list(tmp_path.glob("*.ossbuy"))


def test_hidden_lines_and_formulas_never_calculated_are_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    import openpyxl

    path = books.workbook(books.plain(), tmp_path / "m.xlsx")
    book = openpyxl.load_workbook(path)
    book["Scoring"].row_dimensions[5].hidden = True
    book["Scoring"]["E6"] = "=2+2"
    book.save(path)
    code, out, _ = run(capsys, "import", path, "--scored", "--dry-run", "--json")
    assert code == ExitCode.OK
    said = [r["what"] for r in json.loads(out)["data"]["understood"]["remarks"]]
    assert "row 5 is hidden in the file, and counted all the same." in said
    assert any(s.startswith("1 formula (cell E6) was never calculated") for s in said)
    for row in range(4, 9):
        for column in "DEF":
            book["Scoring"][f"{column}{row}"] = "=1+1"
    book.save(path)
    code, out, err = run(capsys, "import", path, "--scored")
    assert code == ExitCode.USAGE
    assert "formulas, the first in cell D4, have no saved values; open it in" in err
    assert not list(tmp_path.glob("*.ossbuy"))


def test_into_a_project_that_is_there(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = books.workbook(books.plain(), tmp_path / "m.xlsx")
    project = tmp_path / "mine.ossbuy"
    assert run(capsys, "new", project, "--name", "Mine")[0] == ExitCode.OK
    code, _, err = run(capsys, "import", path, "--scored", "--project", project)
    assert (code, err) == (ExitCode.OK, "")
    code, _, err = run(capsys, "import", path, "--scored", "--project", project)
    assert code == ExitCode.REFUSED
    assert "of its own" in err
    assert run(capsys, "undo", project)[0] == ExitCode.OK
    assert run(capsys, "import", path, "--scored", "--project", project)[0] == ExitCode.OK


def test_evidence_counts_once_the_standard_model_is_adopted(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = books.workbook(books.plain(), tmp_path / "m.xlsx")
    project = tmp_path / "m.ossbuy"
    assert run(capsys, "import", path, "--scored")[0] == ExitCode.OK
    grade = ("grade", "acme", "1", "own pilot", "--reason", "seen in our own network")
    assert run(capsys, "set", project, *grade)[0] == ExitCode.OK
    code, out, _ = run(capsys, "set", project, "model", "standard")
    assert code == ExitCode.OK
    assert "takes it back" not in out
    _, out, _ = run(capsys, "rank", project, "--json")
    totals = {r["vendor"]: r["total"] for r in json.loads(out)["data"]["ranking"]}
    # Beta's 79 counts half; Acme's 72 too, but for 20 points that its pilot showed.
    assert totals["Beta"] == pytest.approx(39.5)
    assert totals["Acme"] == pytest.approx((72 - 20) / 2 + 20)
    code, _, err = run(capsys, "set", project, "model", "standard")
    assert code == ExitCode.REFUSED
    assert "already" in err
    code, _, err = run(capsys, "set", project, "model", "nobody's")
    assert code == ExitCode.REFUSED
    assert "as-scored, standard" in err


def test_a_semicolon_file_with_decimal_commas(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = books.reversed_marks()["Noten"]
    text = "\n".join(";".join("" if c is None else str(c) for c in row) for row in rows)
    path = tmp_path / "noten.csv"
    path.write_bytes(text.encode("cp1252"))
    code, out, _ = run(capsys, "import", path, "--scored", "--dry-run", "--scale", "1-6")
    assert code == ExitCode.OK
    assert "Firma Eins leads" in out
    assert "1 is best" in out


def test_without_scored_a_project_must_be_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, _, err = run(capsys, "import", tmp_path / "m.xlsx")
    assert code == ExitCode.USAGE
    assert "--project" in err


def test_no_price_is_called_sealed_where_none_was_asked(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "m.csv"
    file.write_text(
        "Criterion,Weight,Plover,Quail\nFunction,50,4,3\nOperation,30,5,4\nPeople,20,2,4\n"
    )
    assert run(capsys, "import", file, "--scored")[0] == ExitCode.OK
    code, out, _ = run(capsys, "rank", tmp_path / "m.ossbuy")
    assert code == ExitCode.OK
    assert "sealed" not in out
    assert "–" in out
