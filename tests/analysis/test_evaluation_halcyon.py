"""The Halcyon files through the whole chain, against the printed tables of the sample."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from other_tables import HALCYON as PRINTED
from other_tables import HALCYON_AFTER_POC
from sample_tables import Procurement

from ossbuy.analysis.evaluate import evaluate
from ossbuy.analysis.evaluation import Evaluation
from ossbuy.analysis.explain import explain
from ossbuy.analysis.matrix import matrix
from ossbuy.analysis.robustness.cockpit import Robustness, robustness
from ossbuy.model.project import Project

VENDORS = ("colossa", "nimbus", "openloom", "rootline", "inhouse")


@pytest.fixture(scope="module")
def before(halcyon_untested: Project) -> Evaluation:
    """As the prices were opened, before anything was tested: travelled to in the journal."""
    return evaluate(matrix(halcyon_untested))


@pytest.fixture(scope="module")
def after(halcyon_project: Project) -> Evaluation:
    """With what the test of two vendors showed."""
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


@pytest.mark.parametrize(("when", "table"), [("before", PRINTED), ("after", HALCYON_AFTER_POC)])
def test_sections_carry_the_claims_and_evidence_of_the_table(
    request: pytest.FixtureRequest, halcyon_project: Project, when: str, table: Procurement
) -> None:
    """240 answers, ten agreed scores and thirty tested cells amount to the table's 40 cells."""
    sections = request.getfixturevalue(when).sections
    places = rows(halcyon_project)
    np.testing.assert_allclose(5 * sections.claims[places], 5 * table.claim, rtol=0, atol=0.06)
    np.testing.assert_allclose(
        sections.scores[places], table.claim * table.factor, rtol=0, atol=0.006
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


def test_the_test_to_buy_is_of_correlation(before: Evaluation, halcyon_untested: Project) -> None:
    """What is known least between the two, by weight, is C1; and one score there settles it."""
    firm = robustness(before)
    assert isinstance(firm, Robustness)
    assert firm.firm.score_flips.sentence().startswith(
        "Rootline draws level if Nimbus AIOps is scored 4.43 instead of 5.00 on Correlation"
    )
    widened = halcyon_untested.policy.model_copy(update={"evidence_mode": "widen"})
    bids = matrix(replace(halcyon_untested, policy=widened)).bids
    weights = before.matrix.weights
    for code in ("nimbus", "rootline"):
        row = bids.vendors.index(halcyon_untested.by_code("vendors", code) or "")
        open_ = bids.claimed[row] * (1 - bids.evidence[row]) * before.blended
        by_section = [open_[weights.section_of == s].sum() for s in range(8)]
        assert int(np.argmax(by_section)) == 0, code


def test_on_stated_weights_and_claims_alone_nimbus_is_far_ahead(halcyon_untested: Project) -> None:
    policy = halcyon_untested.policy.model_copy(update={"evidence_mode": "widen", "blend": 0.0})
    ev = evaluate(matrix(replace(halcyon_untested, policy=policy)))
    found = {s.label: s.total for s in ev.standings if s.total is not None}
    assert max(found, key=lambda v: found[v]) == "Nimbus AIOps"
    assert found["Nimbus AIOps"] == pytest.approx(87.9, abs=0.1)


def test_after_the_test_the_other_leads_and_nobody_doubts_it(after: Evaluation) -> None:
    found = {s.label: s.total for s in after.standings}
    assert list(found)[:2] == ["Rootline", "Nimbus AIOps"]
    assert found["Rootline"] == pytest.approx(74.4, abs=0.1)
    assert found["Nimbus AIOps"] == pytest.approx(69.8, abs=0.1)
    firm = robustness(after)
    assert isinstance(firm, Robustness)
    assert firm.verdict.probability == pytest.approx(0.95, abs=0.01)
    assert firm.verdict.separable


def test_only_what_was_tested_has_moved(before: Evaluation, after: Evaluation) -> None:
    labels = before.matrix.labels
    moved = {
        (labels[vendor], labels[leaf][:2])
        for vendor in before.matrix.bids.vendors
        for leaf in before.matrix.weights.leaves
        if before.cell(vendor, leaf).adjusted != after.cell(vendor, leaf).adjusted
    }
    assert moved == {
        *(("nimbus", section) for section in ("C1", "C2", "C4")),
        *(("rootline", section) for section in ("C1", "C2")),
    }


def test_why_says_that_the_buyer_graded_it(after: Evaluation, halcyon_project: Project) -> None:
    nimbus = halcyon_project.by_code("vendors", "nimbus") or ""
    asked = halcyon_project.by_code("requirements", "C1.3") or ""
    cell = after.cell(nimbus, asked)
    assert (cell.claimed, cell.evidence, cell.source) == (0.3, 1.0, "agreed")
    assert cell.proof == "own pilot"
    said = explain(after, ("cell", nimbus, asked))
    assert "counted at 100 % for its evidence (the buyer graded it: own pilot)" in said.sentence
    untested = halcyon_project.by_code("requirements", "C3.1") or ""
    assert after.cell(nimbus, untested).proof == ""
    assert "graded" not in explain(after, ("cell", nimbus, untested)).sentence
