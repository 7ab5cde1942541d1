"""The Wren files through the whole chain, against the printed tables of the sample."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from other_tables import WREN as PRINTED

from ossbuy.analysis.evaluate import evaluate
from ossbuy.analysis.evaluation import Evaluation
from ossbuy.analysis.matrix import matrix
from ossbuy.analysis.robustness.cockpit import Robustness, robustness
from ossbuy.model.bid import Elimination
from ossbuy.model.project import Project


@pytest.fixture(scope="module")
def evaluation(wren_project: Project) -> Evaluation:
    return evaluate(matrix(wren_project))


@pytest.fixture(scope="module")
def after_the_gate(wren_project: Project) -> Evaluation:
    """Plovercloud eliminated, as a person who reads its answer to C7.1 would."""
    gone = wren_project.by_code("vendors", "plovercloud")
    assert gone is not None
    out = {gone: Elimination(by="E. Brandt", reason="Fails C7.1", failed_gate=True)}
    return evaluate(matrix(replace(wren_project, eliminated=out)))


def test_totals_are_as_printed(evaluation: Evaluation) -> None:
    found = {s.label: s.total for s in evaluation.standings}
    assert list(found)[:3] == ["Plovercloud", "Patchwork consortium", "Colossa BSS"]
    printed = {"Plovercloud": 77.0, "Patchwork consortium": 72.6, "Colossa BSS": 71.3}
    for vendor, total in printed.items():
        assert found[vendor] == pytest.approx(total, abs=0.1), vendor
    assert evaluation.standings[0].gates_failed
    assert evaluation.notes == ()


def test_every_trauma_index_and_weight_is_as_printed(
    evaluation: Evaluation, wren_project: Project
) -> None:
    for pain, row in zip(wren_project.pains.values(), PRINTED.pains, strict=True):
        assert evaluation.trauma_of(pain.id) == pytest.approx(row[-1], abs=0.1), pain.code
    printed = [float(w) for w in PRINTED.printed_derived.split()]
    for section, weight in zip(evaluation.section_ids, printed, strict=True):
        derived = evaluation.weight_of(section).derived
        assert derived is not None
        assert 100 * derived == pytest.approx(weight, abs=0.1)


def test_sections_carry_the_claims_and_evidence_of_the_table(
    evaluation: Evaluation, wren_project: Project
) -> None:
    """The 240 answers and 27 agreed scores amount to the table's 40 cells, within a rounding."""
    assert evaluation.sections is not None
    rows = [
        list(wren_project.vendors).index(ident)
        for code in ("colossa", "plovercloud", "hostlayer", "openloom", "patchwork")
        if (ident := wren_project.by_code("vendors", code))
    ]
    claims, scores = evaluation.sections.claims[rows], evaluation.sections.scores[rows]
    np.testing.assert_allclose(5 * claims, 5 * PRINTED.claim, rtol=0, atol=0.06)
    np.testing.assert_allclose(scores, PRINTED.claim * PRINTED.factor, rtol=0, atol=0.007)


def test_the_gate_changes_who_leads_and_how_surely(
    evaluation: Evaluation, after_the_gate: Evaluation
) -> None:
    """Twist 1: the best answer fails a gate, and of the others nobody is clearly best."""
    before, after = robustness(evaluation), robustness(after_the_gate)
    assert isinstance(before, Robustness)
    assert isinstance(after, Robustness)
    assert (before.verdict.leader, before.verdict.separable) == ("Plovercloud", True)
    assert (after.verdict.leader, after.verdict.separable) == ("Patchwork consortium", False)
    assert after.verdict.probability == pytest.approx(0.72, abs=0.015)
    assert after.firm.p_star == pytest.approx(0.088, abs=0.003)
    totals = {s.label: s.total for s in after_the_gate.standings if not s.eliminated}
    assert list(totals)[:2] == ["Patchwork consortium", "Colossa BSS"]
    assert totals["Patchwork consortium"] == pytest.approx(72.6, abs=0.1)
    assert totals["Colossa BSS"] == pytest.approx(71.3, abs=0.1)
    assert "Not separable" in after.sentence()
