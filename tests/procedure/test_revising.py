"""Quirk 23: a changed version of a matrix, compared by id and then by text; accepted as one act."""

from __future__ import annotations

import json
from pathlib import Path

import openpyxl
import pytest

from ossbuy import cli
from ossbuy.model import commands
from ossbuy.model.events import Act, Fact, Refused, key
from ossbuy.procedure.matrices.hanging import hangs_on
from ossbuy.procedure.matrices.importing import open_source, propose_import
from ossbuy.procedure.matrices.matching import match, word_diff
from ossbuy.procedure.matrices.revising import Change, Revision, propose_revision
from ossbuy.store.workspace import Workspace

FIRST = [
    ["Req ID", "Area", "Requirement", "Priority"],
    ["R-1", "Orders", "The system shall show every open order of a customer.", "Must"],
    ["R-2", "Orders", "The system shall export orders as a CSV file.", "Should"],
    ["R-3", "Bills", "Bills shall be itemised by service and by month.", "Must"],
    ["R-4", "Bills", "A reminder shall be sent after thirty days without payment.", "Could"],
    ["R-5", "Bills", "Credit notes shall refer to the bill they correct.", "Must"],
]
# The sheet renamed, a column inserted, rows new, reworded, moved, renumbered and gone.
SECOND = [
    ["Owner", "Req ID", "Area", "Priority", "Requirement"],
    ["NOC", "R-1", "Orders", "Must", "The system shall display every open order of a customer."],
    ["NOC", "R-2", "Exports", "Must", "The system shall export orders as a CSV file."],
    ["Fin", "R-3", "Bills", "", "Bills shall be itemised by service and by month."],
    ["Fin", "R-6", "Bills", "Could", "A reminder shall be sent after thirty days without payment."],
    ["NOC", "R-7", "Orders", "Should", "Orders shall be cancelled within an hour of the request."],
]


def written(path: Path, rows: list[list[str]], title: str = "Requirements") -> Path:
    book = openpyxl.Workbook()
    book.active.title = title
    for row in rows:
        book.active.append(row)
    book.save(path)
    return path


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    made = Workspace.in_memory("tester")
    found = propose_import(made.project, open_source(written(tmp_path / "v1.xlsx", FIRST)))
    assert found.act is not None
    made.execute(found.act)
    return made


def revised(
    workspace: Workspace, tmp_path: Path, rows: list[list[str]] = SECOND, **named: list[str]
) -> Revision:
    path = written(tmp_path / "v2.xlsx", rows, "Functional v2")
    return propose_revision(workspace.project, open_source(path), **named)


def ident(workspace: Workspace, code: str) -> str:
    found = workspace.project.by_code("requirements", code)
    assert found is not None
    return found


def by_code(found: Revision) -> dict[str, Change]:
    return {change.code: change for change in found.changes}


def test_23_every_change_is_shown(workspace: Workspace, tmp_path: Path) -> None:
    found = revised(workspace, tmp_path)
    assert found.counts() == {
        "added": 1,
        "removed": 1,
        "stays": 0,
        "reworded": 1,
        "moved": 1,
        "renumbered": 1,
        "changed": 1,
        "unchanged": 1,
    }
    changes = by_code(found)
    assert changes["R-1"].words == (
        ("same", "The system shall"),
        ("out", "show"),
        ("in", "display"),
        ("same", "every open order of a customer."),
    )
    assert (changes["R-2"].moved, changes["R-2"].fields) == (
        ("Orders", "Exports"),
        (("priority", "should", "must"),),
    )
    assert (changes["R-6"].was, changes["R-6"].how) == ("R-4", "text")
    assert changes["R-7"].kind == "added"
    assert (changes["R-5"].kind, changes["R-5"].hangs) == ("removed", ())
    assert "R-3" not in changes


def test_23_accepting_is_one_act_that_undo_takes_back(workspace: Workspace, tmp_path: Path) -> None:
    before = workspace.project
    renumbered = ident(workspace, "R-4")
    found = revised(workspace, tmp_path)
    assert found.act is not None
    event = workspace.execute(found.act)
    assert event.kind == "requirements.revised"
    after = workspace.project
    assert [r.code for r in after.requirements.values()] == ["R-1", "R-2", "R-3", "R-6", "R-7"]
    assert after.requirements[renumbered].code == "R-6"
    assert after.requirements[ident(workspace, "R-2")].priority == "must"
    # A blank cell takes nothing away.
    assert after.requirements[ident(workspace, "R-3")].priority == "must"
    assert after.imported[renumbered].name == "v2.xlsx"
    assert after.imported[renumbered].row == 5
    digest = open_source(tmp_path / "v2.xlsx").sha256
    assert workspace.journal.blob(digest) == (tmp_path / "v2.xlsx").read_bytes()
    workspace.undo()
    assert workspace.project == before
    again = revised(workspace, tmp_path)
    assert again.counts() == found.counts()


def test_the_same_file_again_changes_nothing(workspace: Workspace, tmp_path: Path) -> None:
    found = revised(workspace, tmp_path, FIRST)
    assert (found.changes, found.unchanged, found.act) == ((), 5, None)


def test_what_something_hangs_on_is_never_silently_removed(
    workspace: Workspace, tmp_path: Path
) -> None:
    gone = ident(workspace, "R-5")
    workspace.execute(
        commands.add(workspace.project, "pain", {"code": "P1", "name": "Wrong bills"}, "p1")
    )
    workspace.execute(commands.set_link(workspace.project, "p1", gone, 9))
    workspace.execute(commands.set_stated(workspace.project, gone, 12))
    found = revised(workspace, tmp_path)
    change = by_code(found)["R-5"]
    assert change.kind == "stays"
    assert change.hangs == ("1 link from what hurts", "stated weight 12")
    assert found.act is not None
    workspace.execute(found.act)
    assert gone in workspace.project.requirements
    workspace.undo()
    removed = revised(workspace, tmp_path, remove=["R-5"])
    assert by_code(removed)["R-5"].kind == "removed"
    assert removed.act is not None
    workspace.execute(removed.act)
    assert gone not in workspace.project.requirements
    assert workspace.project.links == {}
    assert gone not in workspace.project.imported


def test_what_vendors_answered_stays_whatever_is_said(workspace: Workspace, tmp_path: Path) -> None:
    gone, reworded = ident(workspace, "R-5"), ident(workspace, "R-1")
    workspace.execute(
        commands.add(workspace.project, "vendor", {"code": "acme", "name": "Acme"}, "v1")
    )
    workspace.execute(
        Act(
            "answers.unsealed",
            tuple(Fact(key("response", "v1", r), {"level": "full"}) for r in (gone, reworded)),
        )
    )
    assert hangs_on(workspace.project, gone) == ("answered by Acme",)
    found = revised(workspace, tmp_path)
    assert by_code(found)["R-5"].kind == "stays"
    assert by_code(found)["R-1"].hangs == ("answered by Acme",)
    with pytest.raises(Refused, match="R-5 has been answered by vendors and stays on record"):
        revised(workspace, tmp_path, remove=["R-5"])
    with pytest.raises(Refused, match="There is no requirement 'R-99'"):
        revised(workspace, tmp_path, keep=["R-99"])


def test_an_id_that_stays_is_given_to_nobody_else(workspace: Workspace, tmp_path: Path) -> None:
    workspace.execute(commands.set_stated(workspace.project, ident(workspace, "R-4"), 3))
    rows = [*SECOND[:4], ["NOC", "R-4", "Orders", "", "Engineers shall see the map offline."]]
    found = revised(workspace, tmp_path, rows)
    # Under its own id, with a text that has little to do with the old one: said, not hidden.
    change = by_code(found)["R-4"]
    assert (change.kind, change.how, change.hangs) == (
        "changed",
        "id alone",
        ("stated weight 3",),
    )
    rows = [*SECOND, ["NOC", "R-4", "Orders", "", "Engineers shall see the map offline."]]
    found = revised(workspace, tmp_path, rows)
    assert found.clashes == ()
    assert by_code(found)["R-6"].was == "R-4"


def test_only_an_earlier_version_of_the_same_file_removes(
    workspace: Workspace, tmp_path: Path
) -> None:
    other = [
        ["Id", "Requirement"],
        ["T-1", "The cabinet shall stand the rain."],
        ["T-2", "It shall be cool."],
    ]
    found = revised(workspace, tmp_path, other)
    assert found.counts()["added"] == 2
    assert found.counts()["removed"] == 0


def test_rows_inserted_shift_numbers_and_nothing_is_reworded() -> None:
    texts = [f"The system shall report the state of thing {n} every hour." for n in "abcdefgh"]
    old = {f"i{n}": (str(n), text) for n, text in enumerate(texts, 1)}
    new = [
        (str(n), text)
        for n, text in enumerate([texts[0], "Something else entirely.", *texts[1:]], 1)
    ]
    pairs = match(old, new)
    assert [(p.old, p.new, p.how) for p in pairs] == [
        ("i1", 0, "id"),
        *((f"i{n}", n, "text") for n in range(2, 9)),
    ]


def test_words_that_went_and_came() -> None:
    assert word_diff("a b c", "a x c d") == (
        ("same", "a"),
        ("out", "b"),
        ("in", "x"),
        ("same", "c"),
        ("in", "d"),
    )


def test_on_the_command_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("OSSBUY_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("OSSBUY_USER", "okafor")
    monkeypatch.chdir(tmp_path)
    written(tmp_path / "v1.xlsx", FIRST)
    written(tmp_path / "v2.xlsx", SECOND)
    assert cli.run(["new", "p.ossbuy", "--name", "P"]) == 0
    assert cli.run(["import", "v1.xlsx", "--project", "p.ossbuy"]) == 0
    capsys.readouterr()
    assert cli.run(["import", "v2.xlsx", "--project", "p.ossbuy", "--revise", "--dry-run"]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "v2.xlsx: 1 added, 1 removed, 1 reworded, 1 moved, 1 renumbered, 1 changed, 1 unchanged.",
        "  reworded    R-1  The system shall [-show-] {+display+} every open order of a customer.",
        "  moved       R-2  from Orders to Exports",
        "  changed     R-2  priority should → must",
        "  renumbered  R-4 → R-6  A reminder shall be sent after thirty days without payment.",
        "  added       R-7  Orders shall be cancelled within an hour of the request.",
        "  removed     R-5  Credit notes shall refer to the bill they correct.",
    ]
    assert cli.run(["import", "v2.xlsx", "--project", "p.ossbuy", "--revise", "--json"]) == 0
    data = json.loads(capsys.readouterr().out)["data"]
    assert data["recorded"]
    assert data["counts"]["renumbered"] == 1
    assert cli.run(["log", "p.ossbuy", "--last", "1", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["data"][0]["kind"] == "requirements.revised"
    assert cli.run(["undo", "p.ossbuy"]) == 0
    assert cli.run(["import", "v2.xlsx", "--project", "p.ossbuy", "--remove", "R-5"]) == 2
    assert "go with --revise" in capsys.readouterr().err
