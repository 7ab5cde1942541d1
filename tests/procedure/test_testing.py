"""A test recorded from a file: after the quality lock with a reason, on record, and back again."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from ossbuy.analysis.evaluate import evaluate
from ossbuy.analysis.matrix import matrix
from ossbuy.exchange.errors import BadFile
from ossbuy.model.events import Refused
from ossbuy.model.project import Project
from ossbuy.model.telling import labels_of, sentence
from ossbuy.procedure.files.build import build
from ossbuy.procedure.files.export import export
from ossbuy.procedure.testing import read_tests, record_tests
from ossbuy.store.workspace import Workspace
from small import KESTREL

HALCYON = KESTREL.with_name("halcyon-mobile")
HEAD = "vendor,requirement,evidence,reference,score,reason,present,by\n"


@pytest.fixture
def untested(tmp_path: Path) -> Workspace:
    """Halcyon with prices opened and nothing tested, to write to."""
    files = shutil.copytree(HALCYON, tmp_path / "files")
    (files / "tests.csv").unlink()
    record = (files / "record.yaml").read_text("utf-8")
    (files / "record.yaml").write_text(record.partition("tested:")[0], "utf-8")
    workspace = Workspace.in_memory("tester")
    build(workspace, files)
    return workspace


def rows(tmp_path: Path, *lines: str) -> Path:
    path = tmp_path / "poc.csv"
    path.write_text(HEAD + "\n".join(lines) + "\n", "utf-8")
    return path


def by_codes(project: Project) -> dict[tuple[str, str], tuple[str, float | None, str]]:
    """Grade and agreed score by visible codes, which no rebuilding changes."""
    label = project.label
    return {
        (label(v), label(r)): (
            graded.evidence,
            a.value if (a := project.agreed.get((v, r))) else None,
            a.reason if a else graded.reason,
        )
        for (v, r), graded in project.graded.items()
    }


def test_the_sample_records_it_as_one_act_in_the_name_of_the_panel_s_chair(
    halcyon_built: Workspace, halcyon_project: Project, halcyon_untested: Project
) -> None:
    (event,) = [e for e in halcyon_built.history() if e.kind == "test.recorded"]
    assert len(event.facts) == 60
    assert event.seq == halcyon_built.seq
    labels = labels_of(halcyon_built.history())
    assert labels[event.on_behalf_of] == "Henrik Lund"
    assert sentence(event, labels) == (
        "recorded what a test showed: 30 pieces of evidence (Nimbus AIOps, Rootline); 30 agreed "
        "scores (Nimbus AIOps, Rootline)"
    )
    assert not halcyon_untested.graded
    assert len(halcyon_project.graded) == 30
    assert by_codes(halcyon_project)["nimbus", "C1.3"][:2] == ("pilot", 1.5)


def test_from_a_file_it_gives_what_the_sample_gives(
    untested: Workspace, halcyon_untested: Project, halcyon_project: Project
) -> None:
    assert by_codes(untested.project) == by_codes(halcyon_untested) == {}
    tests = read_tests(HALCYON / "tests.csv")
    with pytest.raises(Refused, match="quality scores are locked: give a reason"):
        record_tests(untested, tests)
    record_tests(untested, tests, "thirty recorded days")
    assert by_codes(untested.project) == by_codes(halcyon_project)
    found = evaluate(matrix(untested.project))
    assert found.leader is not None
    assert found.leader.label == "Rootline"
    with pytest.raises(Refused, match="quality lock covers this"):
        untested.undo()


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("acme,C1.2,poc,,3,seen,,", "poc.csv, row 2: there is no vendor 'acme'"),
        ("nimbus,C9.2,poc,,3,seen,,", "poc.csv, row 2: there is no requirement 'C9.2'"),
        ("nimbus,C1.2,hearsay,,3,seen,,", "'hearsay' is no evidence"),
        ("nimbus,C1.2,poc,,9,seen,,", "poc.csv, row 2"),
        ("nimbus,C1.2,poc,,3,seen,nobody,", "there is no person 'nobody'"),
    ],
)
def test_a_wrong_row_records_nothing(
    untested: Workspace, tmp_path: Path, line: str, said: str
) -> None:
    before = untested.seq
    with pytest.raises(BadFile) as bad:
        record_tests(untested, read_tests(rows(tmp_path, line)), "because")
    assert said in str(bad.value)
    assert untested.seq == before


def test_a_strange_column_is_named(tmp_path: Path) -> None:
    path = tmp_path / "poc.csv"
    path.write_text("vendor,requirement,evidence,mood\n", "utf-8")
    with pytest.raises(BadFile, match="there is no column 'mood' here"):
        read_tests(path)


def test_out_as_files_and_in_again_nothing_is_lost(
    halcyon_built: Workspace, halcyon_untested: Project, tmp_path: Path
) -> None:
    """Also the state before the test, agreed scores that the test replaced among it."""
    out = tmp_path / "files"
    export(halcyon_built, out)
    again = Workspace.in_memory("tester")
    build(again, out)
    assert by_codes(again.project) == by_codes(halcyon_built.project)
    (event,) = [e for e in again.history() if e.kind == "test.recorded"]
    assert event.reason.startswith("The first two could not be told apart in July")

    def agreed(project: Project) -> dict[tuple[str, str], float]:
        label = project.label
        return {(label(v), label(r)): a.value for (v, r), a in project.agreed.items()}

    before = again.at(event.seq - 1)
    assert not before.graded
    assert agreed(before) == agreed(halcyon_untested)
    # Of ten scores agreed in July the test replaced three.
    assert len(agreed(before)) == 10
    assert len(agreed(again.project)) == 37


def test_graded_before_the_lock_it_needs_no_step_of_its_own(tmp_path: Path) -> None:
    files = shutil.copytree(HALCYON, tmp_path / "files")
    record = (files / "record.yaml").read_text("utf-8")
    (files / "record.yaml").write_text(record.partition("tested:")[0], "utf-8")
    (files / "tests.csv").write_text(
        HEAD + "nimbus,C1.2,document,a flyer,,The clip shows another customer,,sorel\n", "utf-8"
    )
    workspace = Workspace.in_memory("tester")
    build(workspace, files)
    kinds = [e.kind for e in workspace.history()]
    assert kinds.index("evidence.graded") < kinds.index("quality.locked")
    export(workspace, tmp_path / "out")
    assert "tested" not in (tmp_path / "out" / "record.yaml").read_text("utf-8")
    again = Workspace.in_memory("tester")
    build(again, tmp_path / "out")
    assert by_codes(again.project) == {
        ("nimbus", "C1.2"): ("document", None, "The clip shows another customer")
    }
    (graded,) = again.project.graded.values()
    assert again.project.people[graded.by].code == "sorel"


def test_a_step_without_its_file_is_said(tmp_path: Path) -> None:
    files = shutil.copytree(HALCYON, tmp_path / "files")
    (files / "tests.csv").unlink()
    with pytest.raises(BadFile, match=r"there is no tests\.csv with what was seen"):
        build(Workspace.in_memory("tester"), files)
