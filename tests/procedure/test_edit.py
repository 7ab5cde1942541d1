"""Editing by words reaches the same commands as the screens."""

from __future__ import annotations

from datetime import date

import pytest

from ossbuy import locations
from ossbuy.analysis.evaluate import evaluate
from ossbuy.analysis.matrix import matrix
from ossbuy.model import commands
from ossbuy.model.events import Refused
from ossbuy.model.judging import eliminate, judge_gate, readmit
from ossbuy.procedure.edit import edit
from ossbuy.procedure.files.build import begin, build
from ossbuy.procedure.lock import record
from ossbuy.store.workspace import Workspace


@pytest.fixture
def kestrel() -> Workspace:
    workspace = Workspace.in_memory("tester")
    build(workspace, locations.samples() / "kestrel-inventory")
    return workspace


@pytest.fixture
def empty() -> Workspace:
    workspace = Workspace.in_memory("tester")
    begin(workspace, "Trial", "EUR")
    return workspace


def say(workspace: Workspace, *words: str, reason: str = "") -> None:
    record(workspace, edit(workspace.project, words, "tester", reason), reason)


def test_a_project_can_be_typed_from_nothing(empty: Workspace) -> None:
    say(empty, "person", "ana", "name", "Ana", "daily_user", "yes")
    say(
        empty,
        "pain",
        "P1",
        "name",
        "Orders stall",
        "severity",
        "4",
        "evidence",
        "C",
        "voice",
        "ana",
    )
    say(empty, "section", "C1", "title", "Orders")
    say(empty, "requirement", "C1.1", "section", "C1", "text", "The system shall resume orders.")
    say(empty, "requirement", "C1.10", "section", "C1", "text", "The system shall say why.")
    say(empty, "link", "P1", "C1.10", "9")
    say(empty, "weight", "C1", "10")
    say(empty, "hygiene", "C1", "1")
    say(empty, "policy", "ramp", "0.1, 0.5 0.9")
    project = empty.project
    pain = project.pains[project.by_code("pains", "P1")]
    assert (pain.severity, project.people[pain.voice].label) == (4, "Ana")
    assert project.policy.ramp == (0.1, 0.5, 0.9)
    ev = evaluate(matrix(project))
    tenth = project.by_code("requirements", "C1.10")
    first = project.by_code("requirements", "C1.1")
    assert ev.weight_of(tenth).blended == pytest.approx(0.85 + 0.15 / 2)
    assert ev.weight_of(first).blended == pytest.approx(0.15 / 2)


def test_an_empty_value_takes_back_what_was_said(empty: Workspace) -> None:
    say(empty, "pain", "P1", "name", "Orders stall", "severity", "4")
    say(empty, "pain", "P1", "severity", "")
    assert next(iter(empty.project.pains.values())).severity is None


@pytest.mark.parametrize(
    ("words", "part"),
    [
        (["wishes", "P1", "x", "1"], "cannot be set"),
        (["link", "P1", "C4"], "Say: link"),
        (["pain", "P1", "severity"], "Say: pain"),
        (["pain", "P1", "severity", "9"], "5 or less"),
        (["pain", "P1", "severity", "2", "severity", "3"], "said twice"),
        (["pain", "P1", "voice", "nobody"], "no person 'nobody'"),
        (["link", "P1", "C99", "9"], "no section or requirement 'C99'"),
        (["link", "P1", "C4", "2.5"], "9, 3, 1 or 0"),
        (["weight", "C1", "many"], "not a number"),
        (["weight", "C1", "inf"], "plain number"),
        (["policy", "wisdom", "1"], "The policy has no 'wisdom'"),
        (["gate", "skylark", "C1.1", "pass"], "is no gate"),
        (["gate", "skylark", "C4.4", "perhaps"], "judged pass"),
        (["reference", "skylark", "1", "customer"], "Say: reference"),
        (["reference", "nobody", "1", "customer", "Harbour"], "no vendor 'nobody'"),
        (["reference", "skylark", "first", "customer", "Harbour"], "numbered 1, 2, 3"),
        (["reference", "skylark", "1", "seen", "2026-02-10"], "customer: it is missing"),
        (["reference", "skylark", "1", "customer", "H", "seen", "May"], "a date written as"),
        (["reference", "skylark", "1", "customer", "H", "seat", "2"], "no such field"),
        (["vendor", "skylark", "staff_after_go_live", "-1"], "0 or more"),
    ],
)
def test_words_that_do_not_fit_are_refused(kestrel: Workspace, words: list[str], part: str) -> None:
    before = kestrel.head
    with pytest.raises(Refused, match=part):
        edit(kestrel.project, words, "tester")
    assert kestrel.head == before


def test_a_vendor_says_its_plan_and_its_references(empty: Workspace) -> None:
    say(empty, "vendor", "acme", "go_live", "2027-05-01", "staff_after_go_live", "2.5")
    say(empty, "reference", "acme", "1", "customer", "Harbour", "seen", "2026-02-10")
    say(empty, "reference", "acme", "1", "release", "9.1")
    say(empty, "reference", "acme", "02", "customer", "Mill Cross")
    project = empty.project
    acme = project.by_code("vendors", "acme")
    assert project.vendors[acme].go_live == date(2027, 5, 1)
    assert project.vendors[acme].staff_after_go_live == 2.5
    first = project.references[acme, "1"]
    assert (first.customer, first.seen, first.release) == ("Harbour", date(2026, 2, 10), "9.1")
    assert project.references[acme, "2"].customer == "Mill Cross"
    with pytest.raises(Refused, match="already says that"):
        say(empty, "reference", "acme", "1", "release", "9.1")
    say(empty, "reference", "acme", "1", "customer", "")
    assert list(empty.project.references) == [(acme, "2")]
    empty.execute(commands.remove(empty.project, "vendor", acme))
    assert not empty.project.references


def test_an_eliminated_leader_leaves_the_ranking_and_comes_back(kestrel: Workspace) -> None:
    ductwise = kestrel.project.by_code("vendors", "ductwise")
    kestrel.execute(eliminate(kestrel.project, ductwise, "tester", "no reference"))
    out = evaluate(matrix(kestrel.project))
    assert out.leader is not None
    assert out.leader.label == "Skylark Cloud"
    gone = out.standing_of(ductwise)
    assert (gone.rank, gone.eliminated) == (None, "no reference")
    assert gone.total == pytest.approx(73.46, abs=0.01)
    with pytest.raises(Refused, match="eliminated already"):
        eliminate(kestrel.project, ductwise, "tester", "again")
    kestrel.execute(readmit(kestrel.project, ductwise, "reference shown"))
    back = evaluate(matrix(kestrel.project))
    assert back.leader is not None
    assert back.leader.vendor == ductwise


def test_failing_a_gate_needs_a_reason(kestrel: Workspace) -> None:
    project = kestrel.project
    vendor = project.by_code("vendors", "inhouse")
    gate = project.by_code("requirements", "C4.4")
    with pytest.raises(Refused, match="give the reason"):
        judge_gate(project, vendor, gate, "fail", "tester")
    kestrel.execute(judge_gate(project, vendor, gate, "fail", "tester", "rehearsal refused"))
    assert evaluate(matrix(kestrel.project)).standing_of(vendor).gates_failed == (gate,)


def test_value_is_traced_by_words(kestrel: Workspace) -> None:
    say(kestrel, "value", "pain P2", "stage", "order", "loss", "4 %")
    say(kestrel, "value", "P2", "loss_low", "0.02", "layer", "3", reason="agreed with finance")
    project = kestrel.project
    case = project.values[project.by_code("pains", "P2")]
    assert (case.stage, case.loss_low, case.loss) == ("order", 0.02, 0.04)
    say(kestrel, "value", "C4.3", "chain", "asserted")
    assert kestrel.project.values[project.by_code("requirements", "C4.3")].chain == "asserted"
    for words, said in (
        (("value", "P3", "stage"), "Say: value PAIN-OR-REQUIREMENT FIELD"),
        (("value", "cause RC1", "stage", "order"), "There is no pain or requirement"),
        (("value", "pain P99", "stage", "order"), "There is no pain 'P99'"),
        (("value", "P3", "loss", "1", "loss", "2"), "said twice"),
    ):
        with pytest.raises(Refused, match=said):
            edit(project, words, "tester")


@pytest.mark.parametrize(("said", "meant"), [("0,35", 0.35), ("0,4", 0.4), ("0.25", 0.25)])
def test_a_decimal_comma_is_read_where_it_can_be_nothing_else(
    empty: Workspace, said: str, meant: float
) -> None:
    say(empty, "policy", "price_share", said)
    assert empty.project.policy.price_share == meant


def test_a_comma_that_may_be_a_thousand_is_refused(kestrel: Workspace) -> None:
    say(kestrel, "weight", "C1", "12,5", reason="heard again")
    (section,) = [s for s in kestrel.project.sections.values() if s.code == "C1"]
    assert kestrel.project.stated[section.id] == 12.5
    with pytest.raises(Refused, match="is not a number"):
        say(kestrel, "weight", "C1", "1,234")
