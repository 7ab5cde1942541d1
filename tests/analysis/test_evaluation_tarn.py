"""The Tarn files through the whole chain: five evaluators, one of whom decides who leads."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from other_tables import TARN as PRINTED

from ossbuy.analysis.evaluate import evaluate
from ossbuy.analysis.evaluation import Evaluation
from ossbuy.analysis.matrix import matrix
from ossbuy.analysis.robustness.cockpit import Robustness, robustness
from ossbuy.analysis.robustness.panelled import panel_of
from ossbuy.model.project import Project
from ossbuy.procedure.findings import findings

GRIDWORKS, COMMONLANE = "GridWorks ERP extension", "Commonlane"
VENDORS = ("gridworks", "commonlane", "colossa", "openloom")


def supposing(project: Project, **policy: object) -> Evaluation:
    changed = replace(project, policy=project.policy.model_copy(update=policy))
    return evaluate(matrix(changed))


@pytest.fixture(scope="module")
def by_mean(tarn_project: Project) -> Evaluation:
    return evaluate(matrix(tarn_project))


@pytest.fixture(scope="module")
def by_median(tarn_project: Project) -> Evaluation:
    return supposing(tarn_project, score_method="median")


def totals(ev: Evaluation) -> dict[str, float]:
    return {s.label: s.total for s in ev.standings if s.total is not None}


def test_every_trauma_index_and_weight_is_as_printed(
    by_mean: Evaluation, tarn_project: Project
) -> None:
    for pain, row in zip(tarn_project.pains.values(), PRINTED.pains, strict=True):
        assert by_mean.trauma_of(pain.id) == pytest.approx(row[-1], abs=0.1), pain.code
    printed = [float(w) for w in PRINTED.printed_derived.split()]
    layers = {"C1": 3, "C2": 3, "C5": 3, "C8": 3}
    stated = derived_3 = 0.0
    for section, weight in zip(by_mean.section_ids, printed, strict=True):
        line = by_mean.weight_of(section)
        assert line.derived is not None
        assert line.stated is not None
        assert 100 * line.derived == pytest.approx(weight, abs=0.1)
        if by_mean.matrix.labels[section] in layers:
            stated += line.stated
            derived_3 += line.derived
    # What reaches the end customer: 29 % of what was stated, half of what hurts.
    assert 100 * stated == pytest.approx(29, abs=0.1)
    assert 100 * derived_3 == pytest.approx(50.5, abs=0.1)


def test_sections_carry_the_claims_and_evidence_of_the_table(
    by_median: Evaluation, tarn_project: Project
) -> None:
    """192 answers and 480 scores amount to the table's 32 cells."""
    assert by_median.sections is not None
    found = [tarn_project.by_code("vendors", code) for code in VENDORS]
    places = [list(tarn_project.vendors).index(ident) for ident in found if ident]
    np.testing.assert_allclose(
        5 * by_median.sections.claims[places], 5 * PRINTED.claim, rtol=0, atol=0.06
    )
    np.testing.assert_allclose(
        by_median.sections.scores[places], PRINTED.claim * PRINTED.factor, rtol=0, atol=0.006
    )


def test_the_mean_lets_one_of_five_decide(by_mean: Evaluation) -> None:
    found = totals(by_mean)
    assert list(found)[:2] == [GRIDWORKS, COMMONLANE]
    assert found[GRIDWORKS] == pytest.approx(75.0, abs=0.1)
    assert found[COMMONLANE] == pytest.approx(74.5, abs=0.1)
    assert by_mean.notes == ()
    gridworks, requirement = by_mean.standings[0].vendor, by_mean.matrix.weights.leaves[0]
    assert by_mean.cell(gridworks, requirement).source == "mean of 5 evaluators"


def test_the_median_gives_the_printed_result_and_it_is_separable(by_median: Evaluation) -> None:
    found = totals(by_median)
    assert list(found)[:2] == [COMMONLANE, GRIDWORKS]
    assert found[COMMONLANE] == pytest.approx(79.4, abs=0.1)
    assert found[GRIDWORKS] == pytest.approx(72.7, abs=0.1)
    firm = robustness(by_median)
    assert isinstance(firm, Robustness)
    assert firm.verdict.separable
    assert firm.verdict.probability == pytest.approx(0.985, abs=0.01)
    commonlane, requirement = by_median.standings[0].vendor, by_median.matrix.weights.leaves[0]
    assert by_median.cell(commonlane, requirement).source == "median of 5 evaluators"


def test_on_stated_weights_gridworks_leads_and_nobody_can_be_sure(tarn_project: Project) -> None:
    ev = supposing(tarn_project, score_method="median", blend=0.0)
    found = totals(ev)
    assert list(found)[:2] == [GRIDWORKS, COMMONLANE]
    assert found[GRIDWORKS] - found[COMMONLANE] == pytest.approx(2.9, abs=0.1)
    firm = robustness(ev)
    assert isinstance(firm, Robustness)
    assert firm.verdict.probability == pytest.approx(0.77, abs=0.015)
    assert not firm.verdict.separable


def test_without_the_sponsor_the_other_vendor_wins(by_mean: Evaluation) -> None:
    panel = panel_of(by_mean)
    assert panel is not None
    assert panel.evaluators == (
        "Jonas Keller",
        "Priya Nair",
        "Grace Oduya",
        "Magnus Strand",
        "Rhys Tolland",
    )
    assert {panel.vendors[r.winner or 0] for r in panel.without if r.evaluator != 3} == {GRIDWORKS}
    without = panel.without[3]
    assert without.totals[0] == pytest.approx(72.6, abs=0.1)
    assert without.totals[1] == pytest.approx(79.5, abs=0.1)
    assert panel.sentence() == (
        "Commonlane wins by the median and without Magnus Strand (now GridWorks ERP extension, by "
        "the mean)."
    )


def test_leaving_an_evaluator_out_is_the_same_as_never_having_asked(tarn_project: Project) -> None:
    """The pure function against the whole chain on a project without the evaluator's scores."""
    for method in ("mean", "median"):
        panel = panel_of(supposing(tarn_project, score_method=method))
        assert panel is not None
        inputs = matrix(tarn_project).bids.panel
        assert inputs is not None
        for judge, run in zip(inputs.evaluators, panel.without, strict=True):
            scores = {k: v for k, v in tarn_project.scores.items() if k[0] != judge}
            ev = supposing(replace(tarn_project, scores=scores), score_method=method)
            whole = totals(ev)
            for vendor, total in zip(panel.vendors, run.totals.tolist(), strict=True):
                assert total == pytest.approx(whole[vendor], abs=1e-9)


def test_findings_block_on_the_conflict_and_name_the_method(
    tarn_project: Project, by_mean: Evaluation, by_median: Evaluation
) -> None:
    found = [f for f in findings(tarn_project, by_mean) if f.rule == "F13"]
    said = {(f.severity, f.where): f.what for f in found}
    assert said["warns", "scores"] == (
        "GridWorks ERP extension leads by the mean of the scores, and Commonlane by the median."
    )
    blocking = [f.what for f in found if f.severity == "blocks"]
    assert len(blocking) == 2
    assert all("Without these scores Commonlane leads." in text for text in blocking)
    assert any("declared a conflict of interest" in text for text in blocking)
    # By the median nobody alone decides, and the conflict is still worth a warning.
    median = replace(
        tarn_project, policy=tarn_project.policy.model_copy(update={"score_method": "median"})
    )
    calmer = [f for f in findings(median, by_median) if f.rule == "F13"]
    assert not any("Without these scores" in f.what for f in calmer)
    assert any("declared a conflict of interest" in f.what for f in calmer)
