"""From a matrix to a project: sections, ids, what is kept, and what nobody else gets to see."""

from __future__ import annotations

import hashlib
import signal
import sqlite3
import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest

from ossbuy import cli, config
from ossbuy.exchange.errors import BadFile
from ossbuy.exchange.intake import Stopped
from ossbuy.exchange.matrices import Corrections
from ossbuy.exchange.project_files import write_project_files
from ossbuy.model import commands
from ossbuy.model.events import Act, Refused
from ossbuy.procedure.files.build import begin, build
from ossbuy.procedure.lock import record
from ossbuy.procedure.matrices.importing import Import, open_source, propose_import
from ossbuy.store.share import share
from ossbuy.store.workspace import Workspace


def csv_file(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


def proposed(workspace: Workspace, path: Path, corrections: Corrections | None = None) -> Import:
    return propose_import(workspace.project, open_source(path), corrections)


@pytest.fixture
def workspace() -> Workspace:
    return Workspace.in_memory("tester")


def test_rows_go_under_sections_that_are_there(workspace: Workspace, tmp_path: Path) -> None:
    for code, title in (("C1", "Orders"), ("C1.2", "Changes"), ("C2", "Bills")):
        fields = {"code": code, "title": title}
        workspace.execute(commands.add(workspace.project, "section", fields))
    path = csv_file(
        tmp_path / "m.csv",
        "id,section,text\nC1.1,,By its number.\nC1.2.4,,By its longest number.\n"
        "X1,bills,By title.\nX2,c2,By code.\nX3,New and long section name,Made.\nX4,,Nowhere.\n"
        "C2,,A section has this id.\n",
    )
    found = proposed(workspace, path, Corrections(section="Rest"))
    assert {row.code: row.section for row in found.taken} == {
        "C1.1": "C1",
        "C1.2.4": "C1.2",
        "X1": "C2",
        "X2": "C2",
        "X3": "C3",
        "X4": "Rest",
    }
    assert found.made == ("C3", "Rest")
    assert [s.why for s in found.skipped] == ["C2 is the id of a section already"]


def test_a_file_without_ids_gets_some_and_keeps_those_there(
    workspace: Workspace, tmp_path: Path
) -> None:
    workspace.execute(
        commands.add(workspace.project, "section", {"code": "S", "title": "Orders"}, "s1")
    )
    old = {"code": "S.1", "section": "s1", "text": "There already."}
    workspace.execute(commands.add(workspace.project, "requirement", old))
    path = csv_file(
        tmp_path / "m.csv",
        "Area,Requirement\nOrders,The system shall take orders.\nOrders,It shall drop orders.\n"
        "Bills,The system shall bill.\n",
    )
    found = proposed(workspace, path)
    assert [row.code for row in found.taken] == ["S.2", "S.3", "Bills.1"]


def test_what_is_there_is_skipped_with_a_word_on_its_text(
    workspace: Workspace, tmp_path: Path
) -> None:
    path = csv_file(tmp_path / "m.csv", "id,text\nR1,It shall run.\nR2,It shall stop.\n")
    first = proposed(workspace, path)
    assert first.act is not None
    workspace.execute(first.act)
    csv_file(path, "id,text\nr1,It  shall run.\nR2,It shall halt.\nR3,It shall wait.\n")
    found = proposed(workspace, path)
    assert [row.code for row in found.taken] == ["R3"]
    assert [s.why for s in found.skipped] == [
        "r1 is there already",
        "R2 is there already with another text; --revise shows the changes",
    ]


def test_cells_that_cannot_be_fields_are_kept_in_words(
    workspace: Workspace, tmp_path: Path
) -> None:
    path = csv_file(
        tmp_path / "m.csv",
        "id,text,layer,verification,notes,kpi\n"
        f'R1,It shall run.,top,"d, s",ask the NOC,{"x" * 600}\nR2,It shall stop.,2,by test,,\n',
    )
    found = proposed(workspace, path)
    assert found.act is not None
    workspace.execute(found.act)
    one, two = workspace.project.requirements.values()
    assert (one.layer, one.verification, one.kpi) == (None, "D S", "")
    assert workspace.project.imported[one.id].said == {
        "notes": "ask the NOC",
        "layer": "top",
        "kpi": "x" * 600,
    }
    assert (two.layer, two.verification) == (2, "by test")
    assert [r.why.split(" is kept")[0] for r in found.remarks] == [
        "R1: layer 'top'",
        f"R1: kpi {'x' * 40!r}",
    ]


def test_too_many_are_refused_and_larger_sheets_not_looked_into(
    workspace: Workspace, tmp_path: Path
) -> None:
    rows = "".join(f"R{n},It shall do thing {n}.\n" for n in range(20_001))
    path = csv_file(tmp_path / "m.csv", "id,text\n" + rows)
    with pytest.raises(Refused, match="That is 20001 requirements: take in at most 20000 at once"):
        proposed(workspace, path)
    csv_file(path, "id,text\n" + "R1,x\n" * 50_001)
    found = proposed(workspace, path)
    assert found.act is None
    assert "far more than a matrix of requirements" in found.proposal.sheets[0].why


def test_nobody_else_gets_the_file_or_what_stood_beside(tmp_path: Path) -> None:
    secret = "budget is 3.1 million"
    path = csv_file(tmp_path / "m.csv", f"id,text,notes\nR1,It shall run.,{secret}\n")
    project = tmp_path / "p.ossbuy"
    now = datetime(2026, 3, 1, tzinfo=UTC)
    with Workspace.create(project, "okafor") as workspace:
        vendor = {"code": "acme", "name": "Acme"}
        workspace.execute(commands.add(workspace.project, "vendor", vendor, "v1"))
        found = proposed(workspace, path)
        assert found.act is not None
        workspace.execute(found.act)
    for audience, recipient in (("vendor", "v1"), ("evaluator", "e1"), ("auditor", "")):
        out = tmp_path / f"{audience}.ossbuy"
        share(project, out, audience, now, "okafor", recipient)
        with sqlite3.connect(out) as copy:
            blobs = copy.execute("SELECT count(*) FROM blob").fetchone()[0]
        told = secret.encode() in out.read_bytes()
        assert (blobs, told) == ((1, True) if audience == "auditor" else (0, False)), audience
        with Workspace.open(out, "reader") as reader:
            assert [r.code for r in reader.project.requirements.values()] == ["R1"]


def test_the_file_is_kept_when_the_act_amends_a_lock(kestrel_workspace: Workspace) -> None:
    workspace = kestrel_workspace
    assert workspace.project.locked is not None
    content = b"the changed matrix"
    digest = hashlib.sha256(content).hexdigest()
    node = workspace.project.by_code("requirements", "C1.2")
    assert node is not None
    facts = commands.set_stated(workspace.project, node, 77).facts
    act = Act("requirements.revised", facts, blobs={digest: content})
    with pytest.raises(Refused, match="The weights are locked"):
        record(workspace, act)
    assert record(workspace, act, "a slip in the matrix").kind == "weights.amended"
    assert workspace.journal.blob(digest) == content


def test_removing_a_requirement_takes_its_origin_along(
    workspace: Workspace, tmp_path: Path
) -> None:
    found = proposed(workspace, csv_file(tmp_path / "m.csv", "id,text\nR1,It shall run.\n"))
    assert found.act is not None
    workspace.execute(found.act)
    (ident,) = workspace.project.requirements
    workspace.execute(commands.remove(workspace.project, "requirement", ident))
    assert workspace.project.imported == {}


# -- the command line --------------------------------------------------------------------------


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("OSSBUY_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("OSSBUY_USER", "okafor")
    monkeypatch.chdir(tmp_path)
    assert cli.run(["new", "p.ossbuy", "--name", "P"]) == 0
    return tmp_path


def test_corrections_are_remembered_once_recorded(
    desk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    csv_file(desk / "a.csv", "Kod,Bunyi\nK1,Sistem harus berjalan.\n")
    told = ["--column", "id=Kod", "--column", "text=Bunyi"]
    assert cli.run(["import", "a.csv", "--dry-run", *told]) == 0
    assert config.mappings()["columns"] == {}
    assert cli.run(["import", "a.csv", "--project", "p.ossbuy", *told]) == 0
    assert config.mappings()["columns"] == {"kod": "id", "bunyi": "text"}
    csv_file(desk / "b.csv", "Tanggal,Bunyi:,Kod\nx,Sistem harus berhenti.,K2\n")
    capsys.readouterr()
    assert cli.run(["import", "b.csv", "--project", "p.ossbuy"]) == 0
    assert "1 requirement taken" in capsys.readouterr().out
    assert cli.run(["import", "b.csv", "--dry-run", "--forget"]) == 2
    assert "1 requirement " not in capsys.readouterr().out


@pytest.mark.parametrize(
    ("told", "sentence"),
    [
        (["--header", "x"], "'x' is no header row: write 3, 3-4"),
        (["--column", "words=C"], "'words' is nothing a column holds: choose one of id, text"),
        (["--column", "text"], "'text' names no column: write text=C"),
        (["--row", "4"], "'4' says nothing of a row: write 26=skip"),
        (["--row", "a=skip"], "'a' is no row: write 26"),
        (["--row", "1-999999=skip"], "is more rows than a table has"),
        (["--priority", "High"], "'High' says nothing of a word: write High=must"),
        (["--sheet", "Nope"], "it has no sheet 'Nope'; its sheets are 'a'"),
        (["--split", "("], "is no pattern"),
    ],
)
def test_what_cannot_be_read_is_said_in_one_sentence(
    desk: Path, capsys: pytest.CaptureFixture[str], told: list[str], sentence: str
) -> None:
    csv_file(desk / "a.csv", "id,text\nR1,It shall run.\n")
    assert cli.run(["import", "a.csv", "--dry-run", *told]) == 2
    said = capsys.readouterr().err
    assert sentence in said
    assert said.count("\n") == 1


def test_without_a_project_only_a_look_is_possible(
    desk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    csv_file(desk / "a.csv", "id,text\nR1,It shall run.\n")
    assert cli.run(["import", "a.csv"]) == 2
    assert "name the project file, or --dry-run" in capsys.readouterr().err
    assert cli.run(["import", "a.csv", "--dry-run", "--rows"]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "a!1  header  id · text",
        "a!2  requirement  R1 It shall run.",
        "a.csv: Columns are parted by a comma.",
        "a.csv: 1 requirement would be taken, 0 skipped.",
        "  read as  1 row with ids in A (id), texts in B (text).",
        "1 section made: R.",
    ]


def test_stopping_leaves_the_project_as_it_was(desk: Path) -> None:
    rows = "".join(f"R{n},{'It shall do a thing and another. ' * 8}\n" for n in range(19_000))
    csv_file(desk / "big.csv", "id,text\n" + rows)
    with Workspace.open(desk / "p.ossbuy", "okafor") as workspace:
        before = workspace.head
    process = subprocess.Popen(
        [sys.executable, "-m", "ossbuy", "import", "big.csv", "--project", "p.ossbuy"],
        cwd=desk,
        stderr=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        # A shell that runs this in its background has told its children to ignore the signal.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler) and None,
    )
    reading = Path(f"/proc/{process.pid}/task/{process.pid}/children")
    until = time.monotonic() + 30
    while not reading.read_text().split():
        assert time.monotonic() < until, "it never began to read"
        time.sleep(0.01)
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=30)
    assert (process.returncode, err.strip()) == (130, "Stopped.")
    with Workspace.open(desk / "p.ossbuy", "okafor") as workspace:
        assert workspace.head == before
        assert workspace.project.requirements == {}


# -- readable files ----------------------------------------------------------------------------


def test_what_was_imported_goes_through_readable_files_and_back(
    workspace: Workspace, tmp_path: Path
) -> None:
    begin(workspace, "North", "EUR")
    (tmp_path / "a").mkdir()
    for name, rows in (
        (
            "m.csv",
            'R1,It shall run.,"=ask; the ""NOC""\nand others",High\nR2,It shall stop.,,must\n',
        ),
        ("a/m.csv", "T1,It shall wait.,,Low\n"),
    ):
        found = proposed(workspace, csv_file(tmp_path / name, "id,text,notes,priority\n" + rows))
        assert found.act is not None
        workspace.execute(found.act)
    out = tmp_path / "files"

    def blob(digest: str) -> bytes:
        content = workspace.journal.blob(digest)
        assert content is not None
        return content

    written = write_project_files(workspace.project, out, blob, workspace.history())
    assert [path.name for path in written if path.parent.name == "imported"] == ["m.csv", "m-2.csv"]
    again = Workspace.in_memory("tester")
    build(again, out)

    def told(one: Workspace) -> dict[str, object]:
        project = one.project
        return {project.label(ident): origin for ident, origin in project.imported.items()}

    assert told(again) == told(workspace)
    assert len(told(again)) == 3
    for origin in again.project.imported.values():
        assert again.journal.blob(origin.file) == blob(origin.file)


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("R9,m.csv,m,S,2,,", "there is no requirement 'R9'"),
        ("R1,,m,S,2,,", "it names no file"),
        ("R1,../p.ossbuy,m,S,2,,", "points outside the project's directory"),
        ("R1,no.csv,m,S,2,,", "there is no file 'no.csv'"),
        ("R1,project.yaml,m,S,two,,", "must be a whole number"),
        ("R1,project.yaml,m,S,2,a,b\nR1,project.yaml,m,S,3,c,d", "stood in another place above"),
    ],
)
def test_a_wrong_line_of_origins_is_named(
    workspace: Workspace, tmp_path: Path, line: str, sentence: str
) -> None:
    csv_file(tmp_path / "project.yaml", "name: North\ncurrency: EUR\n")
    csv_file(tmp_path / "sections.csv", "id,title\nR,All\n")
    csv_file(tmp_path / "requirements.csv", "id,section,text\nR1,R,It shall run.\n")
    csv_file(tmp_path / "imported.csv", "requirement,file,name,sheet,row,header,said\n" + line)
    with pytest.raises(BadFile) as told:
        build(workspace, tmp_path)
    assert sentence in str(told.value)
    assert "imported.csv, row" in str(told.value)


def test_whoever_waits_is_told_what_goes_on(workspace: Workspace, tmp_path: Path) -> None:
    source = open_source(csv_file(tmp_path / "m.csv", "id,text\nR1,It shall run.\n"))
    told: list[str] = []
    propose_import(workspace.project, source, say=told.append)
    assert told == ["looking at m"]
    with pytest.raises(Stopped):
        open_source(tmp_path / "m.csv", lambda: True)


def test_the_history_names_requirements_and_not_where_each_stood(
    desk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = "".join(f"A{n},The system shall log event {n} at once.\n" for n in range(1, 6))
    csv_file(desk / "a.csv", "id,text\n" + lines)
    assert cli.run(["import", "a.csv", "--project", "p.ossbuy"]) == 0
    capsys.readouterr()
    assert cli.run(["log", "p.ossbuy", "--last", "1"]) == 0
    assert "imported requirements: R Requirements; A1; 4 more: “5 from a.csv”" in (
        capsys.readouterr().out
    )
