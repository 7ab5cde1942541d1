"""Text of others never becomes a formula in anything ossbuy writes."""

from __future__ import annotations

import ast
import csv
import io
import re
import shutil
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

import ossbuy
from ossbuy.cli import run
from ossbuy.exchange.formula_guard import guarded, unguarded
from ossbuy.model.events import Act, Fact, key
from ossbuy.procedure.files.build import build
from ossbuy.procedure.files.export import export
from ossbuy.store.workspace import Workspace
from small import KESTREL

SOURCES = sorted(Path(ossbuy.__file__).parent.rglob("*.py"))
SIGNS = ("=", "+", "-", "@", "\t=", "\r=")
MARK = "cmd|' /C calc'!A0"


def calls(tree: ast.AST, name: str) -> Iterator[ast.Call]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            called = node.func
            said = called.id if isinstance(called, ast.Name) else getattr(called, "attr", "")
            if said == name:
                yield node


def test_every_workbook_is_written_with_text_as_text() -> None:
    """XlsxWriter makes a formula of a text that begins with = unless it is told not to."""
    found = 0
    for path in SOURCES:
        text = path.read_text(encoding="utf-8")
        if "from xlsxwriter.workbook import Workbook" not in text:
            continue
        for call in calls(ast.parse(text), "Workbook"):
            found += 1
            said = ast.get_source_segment(text, call) or ""
            named = [a.id for a in call.args if isinstance(a, ast.Name)]
            options = said + "".join(
                ast.get_source_segment(text, node) or ""
                for node in ast.walk(ast.parse(text))
                if isinstance(node, ast.Assign)
                and any(isinstance(t, ast.Name) and t.id in named for t in node.targets)
            )
            assert '"strings_to_formulas": False' in options, path
            assert '"strings_to_urls": False' in options, path
    assert found >= 4


def test_nothing_else_writes_tables() -> None:
    """A new writer of workbooks or CSV files has to be looked at here first."""
    writers = {
        str(path.relative_to(SOURCES[0].parent))
        for path in SOURCES
        if re.search(
            r"csv\.(Dict)?[wW]riter\(|openpyxl\.Workbook\(|to_excel\(|to_csv\(",
            path.read_text("utf-8"),
        )
    }
    assert writers == {"exchange/project_files/write.py"}


@pytest.mark.parametrize("sign", SIGNS)
def test_a_text_that_would_run_is_guarded_and_comes_back(sign: str) -> None:
    text = f"{sign}{MARK}"
    assert guarded(text).startswith("'")
    assert unguarded(guarded(text)) == text.lstrip()


@pytest.mark.parametrize("number", ["-5", "+3", "-1.5", "-0,25", "12"])
def test_numbers_stay_numbers(number: str) -> None:
    assert guarded(number) == number


@given(st.text(st.sampled_from("'=+-@ \ta1"), max_size=12))
def test_every_text_survives_the_way_through_a_file(text: str) -> None:
    assert unguarded(guarded(text)).strip() == text.strip()
    if re.match(r"\s*[=+\-@]", text) and not re.fullmatch(r"\s*[+-]?\d+\s*", text):
        assert guarded(text)[0] == "'"


def poisoned(tree: object) -> object:
    """Project files with every name and sentence in them beginning like a formula."""
    if isinstance(tree, list):
        return [poisoned(one) for one in tree]
    if isinstance(tree, dict):
        return {
            key: f"={MARK} {value}"
            if key in ("name", "statement", "note", "question", "role") and isinstance(value, str)
            else poisoned(value)
            for key, value in tree.items()
        }
    return tree


@pytest.fixture(scope="module")
def poisoned_project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("poison")
    files = Path(shutil.copytree(KESTREL, folder / "kestrel"))
    for name in ("pains.yaml", "causes.yaml", "vendors.yaml", "people.yaml"):
        path = files / name
        tree = yaml.load(path.read_text("utf-8"), Loader=yaml.BaseLoader)
        path.write_text(yaml.safe_dump(poisoned(tree), allow_unicode=True), encoding="utf-8")
    path = folder / "p.ossbuy"
    with Workspace.create(path, "=1+1 tester") as workspace:
        build(workspace, files)
        first = next(iter(workspace.project.requirements.values()))
        workspace.execute(
            Act("requirements.revised", (Fact(key("requirement", first.id, "text"), f"={MARK}"),))
        )
    return path


def sheets_of(content: bytes) -> Iterator[tuple[str, str]]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for name in archive.namelist():
            if name.startswith("xl/worksheets/sheet"):
                yield name, archive.read(name).decode()


def test_a_report_holds_such_texts_as_texts(poisoned_project: Path, tmp_path: Path) -> None:
    out = tmp_path / "report.xlsx"
    assert run(["report", str(poisoned_project), "--out", str(out)]) == 0
    content = out.read_bytes()
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert "=cmd|" in archive.read("xl/sharedStrings.xml").decode(), "nothing was poisoned"
    formulas = 0
    for name, xml in sheets_of(content):
        for formula in re.findall(r"<f[^>]*>([^<]*)</f>", xml):
            formulas += 1
            assert "cmd" not in formula, (name, formula)
        assert "<hyperlink" not in xml
    assert formulas > 100


def test_project_files_hold_such_texts_guarded(poisoned_project: Path, tmp_path: Path) -> None:
    with Workspace.open(poisoned_project, "tester") as workspace:
        export(workspace, tmp_path)
        before = {r.code: r.text for r in workspace.project.requirements.values()}
    assert any(text.startswith("=cmd|") for text in before.values())
    found = 0
    for path in tmp_path.glob("*.csv"):
        for row in csv.reader(io.StringIO(path.read_text("utf-8"))):
            for cell in row:
                found += cell.startswith("'=cmd|")
                assert not re.match(r"\s*[=@\t]|\s*[+-](?![\d.])", cell), (path.name, cell)
    assert found
    again = Workspace.in_memory("tester")
    build(again, tmp_path)
    assert {r.code: r.text for r in again.project.requirements.values()} == before
