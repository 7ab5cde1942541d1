"""The Halcyon files through the whole chain, against the printed tables of the sample."""

from __future__ import annotations

import numpy as np
import pytest
from other_tables import HALCYON as PRINTED

from ossbuy.analysis.evaluate import evaluate
from ossbuy.analysis.evaluation import Evaluation
from ossbuy.analysis.matrix import matrix
from ossbuy.analysis.robustness.cockpit import Robustness, robustness
from ossbuy.model.project import Project

VENDORS = ("colossa", "nimbus", "openloom", "rootline", "inhouse")


@pytest.fixture(scope="module")
def before(halcyon_project: Project) -> Evaluation:
    """As the prices were opened, before anything was tested."""
    return evaluate(matrix(halcyon_project))


def rows(project: Project) -> list[int]:
    """Places of the vendors in the order of the printed table."""
    found = [project.by_code("vendors", code) for code in VENDORS]
    return [list(project.vendors).index(ident) for ident in found if ident]


def test_every_trauma_index_and_weight_is_as_printed(
    before: Evaluation, halcyon_project: Project
) -> None:
    for pain, row in zip(halcyon_project.pains.values(), PRINTED.pains, strict=True):
        assert before.trauma_of(pain.id) == pytest.approx(row[-1], abs=0.1), pain.code
    printed = [float(w) for w in PRINTED.printed_derived.split()]
    for section, weight in zip(before.section_ids, printed, strict=True):
        derived = before.weight_of(section).derived
        assert derived is not None
        assert 100 * derived == pytest.approx(weight, abs=0.1)


def test_sections_carry_the_claims_and_evidence_of_the_table(
    before: Evaluation, halcyon_project: Project
) -> None:
    """The 240 answers and ten agreed scores amount to the table's 40 cells."""
    assert before.sections is not None
    places = rows(halcyon_project)
    np.testing.assert_allclose(
        5 * before.sections.claims[places], 5 * PRINTED.claim, rtol=0, atol=0.06
    )
    np.testing.assert_allclose(
        before.sections.scores[places], PRINTED.claim * PRINTED.factor, rtol=0, atol=0.006
    )


def test_before_the_test_the_two_cannot_be_told_apart(before: Evaluation) -> None:
    found = {s.label: s.total for s in before.standings}
    assert list(found)[:2] == ["Nimbus AIOps", "Rootline"]
    assert found["Nimbus AIOps"] == pytest.approx(71.4, abs=0.1)
    assert found["Rootline"] == pytest.approx(70.2, abs=0.1)
    assert before.notes == ()
    firm = robustness(before)
    assert isinstance(firm, Robustness)
    assert firm.verdict.probability == pytest.approx(0.67, abs=0.015)
    assert not firm.verdict.separable
