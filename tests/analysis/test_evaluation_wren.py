"""The Wren files through the whole chain, against the printed tables of the sample."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import numpy as np
import pytest
from other_tables import WREN as PRINTED

from ossbuy.analysis.evaluate import evaluate
from ossbuy.analysis.evaluation import Evaluation
from ossbuy.analysis.growth import Growth, growth
from ossbuy.analysis.matrix import matrix
from ossbuy.analysis.matrix.volumes import growing_part
from ossbuy.analysis.robustness.cockpit import NotAvailable, Robustness, robustness
from ossbuy.analysis.robustness.volume import VolumeFlips
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
    assert after.firm.p_star == pytest.approx(0.088, abs=0.002)
    totals = {s.label: s.total for s in after_the_gate.standings if not s.eliminated}
    assert list(totals)[:2] == ["Patchwork consortium", "Colossa BSS"]
    assert totals["Patchwork consortium"] == pytest.approx(72.6, abs=0.1)
    assert totals["Colossa BSS"] == pytest.approx(71.3, abs=0.1)
    assert "Not separable" in after.sentence()


def test_success_cost_changes_the_cheaper_and_then_the_winner(
    evaluation: Evaluation, after_the_gate: Evaluation, wren_project: Project
) -> None:
    """Twist 2: who is paid by subscriber is cheap until many come."""
    before, after = growth(evaluation, "SUB"), growth(after_the_gate, "SUB")
    assert isinstance(before, Growth)
    assert isinstance(after, Growth)
    names = before.cost.vendors
    crossed = {
        (names[c.dearer], names[c.cheaper]): c.at
        for c in before.cost.crossings(before.low, before.high)
    }
    assert crossed["Plovercloud", "Patchwork consortium"] == pytest.approx(1.35, abs=0.005)
    assert crossed["Plovercloud", "Colossa BSS"] == pytest.approx(1.48, abs=0.005)
    dearest = before.cost.dearest(before.low, before.high)
    assert [names[s.vendor] for s in dearest] == ["Colossa BSS", "HostLayer"]
    assert dearest[1].start == pytest.approx(1.10, abs=0.005)
    for found, loses, wins, printed in (
        (before, "Plovercloud", "Colossa BSS", 1.483),
        (after, "Patchwork consortium", "Colossa BSS", 1.208),
    ):
        assert isinstance(found.flips, VolumeFlips)
        near = found.flips.flips[0]
        labels = found.cost.vendors
        assert (labels[near.below], labels[near.above]) == (loses, wins)
        assert near.at == pytest.approx(printed, abs=0.001)
    patchwork = wren_project.by_code("vendors", "patchwork")
    assert patchwork is not None
    assert before.against(patchwork) == (
        "Patchwork consortium costs more than OpenLoom from 0.49 and Colossa BSS from 1.59,"
        " less than HostLayer from 0.83 and Plovercloud from 1.35 times the forecast."
    )
    assert before.sentences()[0] == (
        "Colossa BSS leads once subscribers pass 1.483 times the forecast (at the forecast"
        " Plovercloud leads)."
    )


def test_at_the_forecast_growth_and_ranking_say_the_same(evaluation: Evaluation) -> None:
    found = growth(evaluation, "SUB")
    assert isinstance(found, Growth)
    assert isinstance(found.flips, VolumeFlips)
    assert [s.vendor for s in evaluation.standings] == list(found.vendors)
    np.testing.assert_allclose(found.cost.at(1), [s.cost for s in evaluation.standings])
    np.testing.assert_allclose(found.flips.totals(1), [s.total for s in evaluation.standings])
    by_hand = 1e6 * (0.9 + 5 * 0.25 + 0.68 * 12 * 1.1)
    assert found.cost.at(1)[found.cost.vendors.index("Plovercloud")] == pytest.approx(by_hand)


def test_a_price_still_sealed_or_no_line_that_grows_is_said(wren_project: Project) -> None:
    gone = wren_project.by_code("vendors", "hostlayer")
    sealed = {at: line for at, line in wren_project.prices.items() if at[0] != gone}
    found = growth(evaluate(matrix(replace(wren_project, prices=sealed))), "SUB")
    assert isinstance(found, NotAvailable)
    assert found.sentence().startswith("The price of HostLayer has not been opened")
    plain = {at: x.model_copy(update={"scales": ""}) for at, x in wren_project.prices.items()}
    found = growth(evaluate(matrix(replace(wren_project, prices=plain))), "SUB")
    assert isinstance(found, NotAvailable)
    assert found.sentence().startswith("No price grows with SUB")


def test_costs_cross_before_the_answers_are_scored(wren_project: Project) -> None:
    unscored = replace(wren_project, accepted={}, agreed={}, scores={})
    found = growth(evaluate(matrix(unscored)), "SUB")
    assert isinstance(found, Growth)
    assert isinstance(found.flips, NotAvailable)
    assert len(found.crossings()) == 9
    assert found.leaders((1.0,)) == ()
    assert "answers without a score" in found.sentences()[0]


def test_a_base_inside_a_line_stays_and_only_the_unit_price_grows(wren_project: Project) -> None:
    driver = next(iter(wren_project.drivers.values()))
    line = next(x for x in wren_project.prices.values() if x.unit_price == Decimal("0.52"))
    assert growing_part(line, driver) == Decimal("0.52") * 13_200_000
    with_base = line.model_copy(update={"amounts": tuple(a + 1000 for a in line.amounts)})
    assert growing_part(with_base, driver) == Decimal("0.52") * 13_200_000
    without_unit = line.model_copy(update={"unit_price": None})
    assert growing_part(without_unit, driver) == sum(line.amounts)
    contradicting = line.model_copy(update={"unit_price": Decimal(9)})
    assert growing_part(contradicting, driver) == sum(line.amounts)
