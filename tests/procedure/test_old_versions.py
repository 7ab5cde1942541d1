"""Answers to a request that has moved on since: carried forward, with every gap said."""

from __future__ import annotations

import io
from pathlib import Path

import openpyxl

from ossbuy.analysis.evaluate import evaluate
from ossbuy.analysis.matrix import matrix
from ossbuy.model import commands
from ossbuy.model.events import Act, Fact
from ossbuy.procedure.findings import findings
from ossbuy.procedure.replies.receive import receive, unseal
from ossbuy.procedure.request.issuing import Wanted, prepare, send
from ossbuy.store.workspace import Workspace
from small import Case, model_value

TEXTS = {
    "C1.1": "The inventory shall hold every active service as one chain from duct to port.",
    "C1.2": "The inventory shall show the state of any route as it was at a date the user picks.",
    "C1.3": "Work orders shall reach a technician's handset without a connection to the network.",
    "C1.4": "Splice plans shall be drawn from the data and not by hand.",
}


def issued() -> Workspace:
    """Four requirements, issued once."""
    case = Case().section("C1").thing("vendor", "acme", name="Acme")
    case.say("project/name", "Kestrel").say("project/buyer", "Kestrel Fibre")
    for code, text in TEXTS.items():
        case.thing("requirement", code, section="C1", text=text)
    workspace = Workspace.in_memory("okafor")
    workspace.execute(Act("project.built", tuple(case.facts)))
    send(workspace, prepare(workspace, Wanted()))
    assert model_value()
    return workspace


def filled(workspace: Workspace, path: Path, **levels: str) -> Path:
    """The answers workbook of the last issue with these levels, by id with ``_`` for the stop."""
    issue = list(workspace.project.issues.values())[-1]
    content = workspace.journal.blob(issue.answers_sha256)
    assert content is not None
    book = openpyxl.load_workbook(io.BytesIO(content))
    page = book["Answers"]
    for row in page.iter_rows(min_row=2):
        level = levels.get(str(row[1].value).replace(".", "_"))
        if level:
            row[5].value = level
            row[10].value = "as we said"
    book.save(path)
    return path


def moved_on(workspace: Workspace) -> None:
    """An addendum: one reworded, one withdrawn, one added."""
    project = workspace.project
    text = "The inventory shall show the state of any route as it was at any second."
    workspace.execute(commands.change(project, "requirement", "C1.2", {"text": text}))
    workspace.execute(commands.remove(workspace.project, "requirement", "C1.4"))
    new = {"code": "C1.5", "section": "C1", "text": "Invoices shall be readable by a person."}
    workspace.execute(commands.add(workspace.project, "requirement", new))
    send(workspace, prepare(workspace, Wanted(changes="one reworded, one out, one new")))


def test_a_filled_pack_comes_back_without_drift(tmp_path: Path) -> None:
    workspace = issued()
    levels = dict.fromkeys(("C1_1", "C1_2", "C1_3"), "Full") | {"C1_4": "None"}
    receive(workspace, filled(workspace, tmp_path / "a.xlsx", **levels), "acme")
    (file,) = workspace.project.files.values()
    assert (file.pack_version, file.answered, file.asked) == ("1", 4, 4)
    (opened,) = unseal(workspace, "answers", override="a test")
    assert opened.remarks == ()


def test_an_old_version_is_carried_forward_and_the_gaps_are_findings(tmp_path: Path) -> None:
    workspace = issued()
    levels = dict.fromkeys(("C1_1", "C1_2", "C1_3", "C1_4"), "Full")
    path = filled(workspace, tmp_path / "a.xlsx", **levels)
    moved_on(workspace)
    receive(workspace, path, "acme")
    (opened,) = unseal(workspace, "answers", override="a test")
    assert opened.drift.pack_version == "1"
    said = {item.kind: item.what for item in opened.remarks}
    assert "it answers version 1" in said["version"]
    assert "C1.4 is asked no longer" in said["withdrawn"]
    gaps = [item.what for item in opened.remarks if item.kind == "changed"]
    assert any("C1.5 was added since version 1" in what for what in gaps)
    assert any("C1.2 was reworded since version 1" in what for what in gaps)
    assert not any(item.kind in ("edited", "missing") for item in opened.remarks)
    project = workspace.project
    taken = {r: a.level.value for (_, r), a in project.responses.items()}
    assert taken == dict.fromkeys(("C1.1", "C1.2", "C1.3"), "full")
    found = findings(project, evaluate(matrix(project)), workspace.history())
    by_rule = {finding.rule: finding.what for finding in found}
    assert "C1.5" in by_rule["F52"]
    assert "asked no longer" in by_rule["F51"]


def test_a_later_file_on_the_new_version_fills_only_the_gaps(tmp_path: Path) -> None:
    workspace = issued()
    levels = dict.fromkeys(("C1_1", "C1_3"), "Full")
    path = filled(workspace, tmp_path / "a.xlsx", **levels)
    moved_on(workspace)
    receive(workspace, path, "acme")
    gaps = filled(workspace, tmp_path / "b.xlsx", C1_2="Partial", C1_5="Full")
    receive(workspace, gaps, "acme")
    opened = unseal(workspace, "answers", override="a test")
    assert [o.drift.pack_version for o in opened] == ["1", "1.1"]
    taken = {
        workspace.project.label(r): a.level.value
        for (_, r), a in workspace.project.responses.items()
    }
    assert taken == {"C1.1": "full", "C1.2": "partial", "C1.3": "full", "C1.5": "full"}


def test_answers_about_the_vendor_become_its_fields_where_nobody_typed_them(
    tmp_path: Path,
) -> None:
    workspace = issued()
    path = filled(workspace, tmp_path / "a.xlsx", C1_1="Full")
    book = openpyxl.load_workbook(path)
    page = book["About you"]
    told = {
        "offer-release": "R 9.2",
        "offer-go-live": "2028-03-31",
        "after-users": "2.5 people",
        "ref-1-customer": "Harbour Telecom, Norway",
        "ref-1-release": "9.1",
        "code-branches": "3",
    }
    for row in page.iter_rows(min_row=2):
        if str(row[0].value) in told:
            row[5].value = told[str(row[0].value)]
    book.save(path)
    workspace.execute(Act("vendor.changed", (Fact("vendor/acme/release", "R 10"),)))
    receive(workspace, path, "acme")
    (opened,) = unseal(workspace, "answers", override="a test")
    project = workspace.project
    vendor = project.vendors["acme"]
    assert vendor.release == "R 10", "what somebody typed is never written over"
    assert str(vendor.go_live) == "2028-03-31"
    assert vendor.staff_after_go_live == 2.5
    reference = project.references["acme", "1"]
    assert (reference.customer, reference.release) == ("Harbour Telecom, Norway", "9.1")
    assert project.loops["acme", "code-branches"].value == "3"
    assert project.loops["acme", "code-branches"].file == opened.file.id


def test_an_answer_that_is_no_number_stays_as_text_and_is_said(tmp_path: Path) -> None:
    workspace = issued()
    path = filled(workspace, tmp_path / "a.xlsx", C1_1="Full")
    book = openpyxl.load_workbook(path)
    for row in book["About you"].iter_rows(min_row=2):
        if row[0].value == "after-users":
            row[5].value = "as many as it takes"
    book.save(path)
    receive(workspace, path, "acme")
    (opened,) = unseal(workspace, "answers", override="a test")
    assert workspace.project.vendors["acme"].staff_after_go_live is None
    assert workspace.project.loops["acme", "after-users"].value == "as many as it takes"
    assert any("is no number" in item.what for item in opened.remarks)
