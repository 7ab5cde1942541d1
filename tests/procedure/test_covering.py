"""Coverage of a project: which requirements answer which pains, and what is left out."""

from __future__ import annotations

import pytest

from ossbuy.analysis.evaluate import evaluate
from ossbuy.analysis.matrix import matrix
from ossbuy.model.asking import orphans, silent_pains
from ossbuy.model.project import Project
from ossbuy.procedure.coverage import Covering, covering
from ossbuy.procedure.orphans import orphans as orphan_pains
from small import Case


def cover(project: Project) -> Covering:
    return covering(project, evaluate(matrix(project)))


@pytest.fixture
def case() -> Case:
    case = Case().pain("P1").pain("P2", severity=5).pain("P3", severity=1)
    case.section("A").section("B").section("A1", parent="A")
    for code, section in (("A.1", "A"), ("A.2", "A1"), ("B.1", "B"), ("B.2", "B")):
        case.requirement(code, section)
    return case


def test_a_section_s_share_is_spread_over_its_requirements_by_stated_weight(case: Case) -> None:
    case.link("P1", "B", 9).link("P1", "A.1", 3)
    case.say("stated/B.1", 3.0).say("stated/B.2", 1.0)
    found = cover(case.project())
    assert {p.ident: p.share for p in found.ends("P1")} == {"B": 0.75, "A.1": 0.25}
    shares = {p.ident: p.share for p in found.answers("P1")}
    assert shares == pytest.approx({"B.1": 0.75 * 0.75, "B.2": 0.75 * 0.25, "A.1": 0.25})
    assert [p.ident for p in found.answers("P1")] == ["B.1", "A.1", "B.2"]
    assert [(p.ident, p.share) for p in found.askers("A.1")] == [("P1", 0.25)]
    assert found.heat("P1", "A") == 0.25
    assert found.heat("P1", "B") == 0.75


def test_a_cause_answers_for_what_it_explains_and_the_rest_asks_for_nothing(case: Case) -> None:
    case.cause("RC1", {"P1": 0.4, "P2": 0.5}).link("RC1", "A.2", 9)
    found = cover(case.project())
    assert found.answered("P1") == pytest.approx(0.4)
    assert found.answered("P2") == pytest.approx(0.5)
    assert [(p.ident, p.share) for p in found.askers("A.2")] == [("P2", 0.5), ("P1", 0.4)]
    # A nested section's share counts for the top section it stands under.
    assert found.heat("P2", "A") == pytest.approx(0.5)


def test_a_linked_cause_nobody_gave_a_share_answers_nothing_yet(case: Case) -> None:
    case.cause("RC1", {"P1": 0.0}).link("RC1", "A.1", 9)
    found = cover(case.project())
    assert "P1" not in found.silent
    assert found.answered("P1") == 0


def test_what_is_left_out_stands_first_and_the_heaviest_of_it_on_top(case: Case) -> None:
    case.link("P1", "B.1", 9)
    found = cover(case.project())
    assert found.silent == {"P2", "P3"}
    assert found.pains == ("P2", "P3", "P1")
    assert found.unasked == {"A.1", "A.2", "B.2"}
    assert found.requirements[-1] == "B.1"


def test_gates_and_what_a_risk_asks_for_need_no_pain(case: Case) -> None:
    case.requirement("B.3", "B", gate=True).requirement("B.4", "B", risk=True)
    case.say("hygiene/A", 1.0).link("P1", "B.1", 9)
    project = case.project()
    found = cover(project)
    assert orphans(project) == {"A.1", "A.2", "B.2"}
    assert [found.why_unasked(r) for r in ("B.3", "B.4", "A.2", "B.2")] == [
        "gate",
        "risk",
        "hygiene",
        "",
    ]


def test_a_gate_of_a_linked_section_is_asked_for_though_nothing_rests_on_it(case: Case) -> None:
    case.requirement("B.3", "B", gate=True).link("P1", "B", 9)
    found = cover(case.project())
    assert found.askers("B.3") == ()
    assert found.asked("B.3")


def test_pains_left_out_are_those_the_library_makes_proposals_for(
    case: Case, kestrel_project: Project
) -> None:
    case.cause("RC1", {"P1": 0.4}).cause("RC2", {"RC1": 0.5}).link("RC2", "A.1", 1)
    for project in (case.project(), kestrel_project):
        assert silent_pains(project) == {pain.id for pain in orphan_pains(project)}


def test_every_linked_pain_of_the_sample_is_answered_whole(kestrel_project: Project) -> None:
    found = cover(kestrel_project)
    assert not found.silent
    for pain in found.pains:
        parts = found.answers(pain)
        assert sum(p.share for p in parts) == pytest.approx(1)
        assert sum(found.heat(pain, s) for s in found.sections) == pytest.approx(1)
    # P9 asks for C8 with 9 of 12: by hand from links.csv.
    p9 = kestrel_project.by_code("pains", "P9")
    c8 = kestrel_project.by_code("sections", "C8")
    assert p9
    assert c8
    assert found.heat(p9, c8) == pytest.approx(9 / 12)


def test_an_empty_project_has_no_coverage_and_no_mistake() -> None:
    found = cover(Case().project())
    assert (found.pains, found.requirements, found.sections) == ((), (), ())
