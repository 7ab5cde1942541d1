"""What the buyer saw for itself, as a command on the project."""

from __future__ import annotations

from dataclasses import replace

import pytest

from ossbuy.model.events import Refused
from ossbuy.model.fold import Draft
from ossbuy.model.project import Project
from ossbuy.model.testing import Shown, evidence_word, grade


@pytest.fixture
def shown(halcyon_untested: Project) -> Shown:
    vendor = halcyon_untested.by_code("vendors", "nimbus") or ""
    asked = halcyon_untested.by_code("requirements", "C1.2") or ""
    return Shown(vendor, asked, "PoC on own data", "lund", "HX-30", "two roots unseen", "3", ("a",))


def test_a_score_makes_it_a_test_and_the_reason_stands_once(
    halcyon_untested: Project, shown: Shown
) -> None:
    act = grade(halcyon_untested, [shown], "September")
    assert act.kind == "test.recorded"
    assert act.reason == "September"
    cell = f"{shown.vendor}/{shown.requirement}"
    assert {f.key: f.value for f in act.facts} == {
        f"graded/{cell}": {"evidence": "poc", "reference": "HX-30", "by": "lund"},
        f"agreed/{cell}": {"value": 3.0, "reason": "two roots unseen", "present": ["a"]},
    }


def test_without_a_score_only_the_evidence_is_graded(
    halcyon_untested: Project, shown: Shown
) -> None:
    act = grade(halcyon_untested, [replace(shown, score=" ", reason="")], "a flyer")
    assert act.kind == "evidence.graded"
    assert act.facts[0].value == {
        "evidence": "poc",
        "reference": "HX-30",
        "by": "lund",
        "reason": "a flyer",
    }


def test_an_empty_word_takes_the_grade_back(halcyon_project: Project, shown: Shown) -> None:
    (fact,) = grade(halcyon_project, [replace(shown, evidence="", score="")], "wrong row").facts
    assert fact.value is None


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"evidence": "hearsay"}, "'hearsay' is no evidence; it is one of claim, document,"),
        ({"evidence": ""}, "say what was seen, one of claim, document,"),
        ({"reason": ""}, "give the reason; it stands beside what the vendor says"),
        ({"score": "6"}, "nimbus C1.2: "),
        ({"score": "many"}, "nimbus C1.2: "),
        ({"requirement": "gone"}, "there is no opened answer to grade"),
    ],
)
def test_what_is_wrong_is_said_in_a_sentence(
    halcyon_untested: Project, shown: Shown, change: dict[str, str], said: str
) -> None:
    with pytest.raises(Refused) as refused:
        grade(halcyon_untested, [replace(shown, **change)])
    assert said in str(refused.value)


def test_one_answer_is_graded_once_and_an_empty_list_is_nothing(
    halcyon_untested: Project, shown: Shown
) -> None:
    with pytest.raises(Refused, match="graded twice"):
        grade(halcyon_untested, [shown, shown])
    with pytest.raises(Refused, match="nothing to record"):
        grade(halcyon_untested, [])


def test_evidence_is_said_as_people_write_it() -> None:
    assert evidence_word(" poc on  OWN data ") == evidence_word("poc") == "poc"
    assert evidence_word("Reference KPI") == "kpi"
    assert evidence_word("trust me") is None


def test_the_facts_fold_into_what_the_arithmetic_reads(
    halcyon_untested: Project, shown: Shown
) -> None:
    draft = Draft()
    draft.apply(grade(halcyon_untested, [shown]).facts)
    folded = draft.freeze()
    assert folded.graded[shown.vendor, shown.requirement].evidence == "poc"
    assert folded.agreed[shown.vendor, shown.requirement].value == 3
