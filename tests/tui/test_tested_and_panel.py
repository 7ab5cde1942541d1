"""What was tested and whom the winner hangs on, as the screens word it; without a screen."""

from __future__ import annotations

from dataclasses import replace

import pytest

from ossbuy.analysis.evaluate import evaluate
from ossbuy.analysis.evaluation import Evaluation
from ossbuy.analysis.matrix import matrix
from ossbuy.analysis.robustness.cockpit import Robustness, robustness
from ossbuy.model.project import Project
from ossbuy.tui.screens.answers import said_by_all
from ossbuy.tui.widgets.answer_rows import answer_rows
from ossbuy.tui.widgets.firm import firm_text
from ossbuy.tui.widgets.judging import beside_text, verdict_text

DECIDES = "Commonlane wins by the median and without Magnus Strand"


def test_a_graded_answer_shows_what_we_saw_before_what_was_claimed(
    halcyon_project: Project, halcyon_untested: Project
) -> None:
    nimbus = halcyon_project.by_code("vendors", "nimbus") or ""
    asked = halcyon_project.by_code("requirements", "C1.2") or ""
    shown = []
    for project in (halcyon_untested, halcyon_project):
        row = next(r for r in answer_rows(project, evaluate(matrix(project))) if r.id == asked)
        shown.append(row.cells[list(project.vendors).index(nimbus)])
    # Level, means, evidence; a fourth place is for marks about how it was read.
    assert [cell.plain[:3] for cell in shown] == ["●Sc", "●Sp"]
    assert [cell.plain[4:].strip() for cell in shown] == ["50 %", "51 %"]
    assert shown[0].spans != shown[1].spans  # our own grade stands out

    said = next(
        s
        for s in said_by_all(halcyon_project, evaluate(matrix(halcyon_project)), asked)
        if s.vendor == "Nimbus AIOps"
    )
    assert "PoC on own data by our own grade (claim by the vendor's)" in said.head.plain
    assert said.lines[0].plain == "we saw HX-30, replay of 24 March, sheet R2"
    assert said.lines[-1].plain.startswith("agreed 3 of 5: Four cards, as promised")


@pytest.fixture(scope="module")
def by_mean(tarn_project: Project) -> tuple[Evaluation, Robustness]:
    return judged(tarn_project)


def judged(project: Project) -> tuple[Evaluation, Robustness]:
    evaluation = evaluate(matrix(project))
    figures = robustness(evaluation)
    assert isinstance(figures, Robustness)
    return evaluation, figures


def test_that_one_evaluator_decides_stands_under_the_verdict(
    tarn_project: Project, by_mean: tuple[Evaluation, Robustness]
) -> None:
    evaluation, figures = by_mean
    assert f"▲ {DECIDES}" in verdict_text(tarn_project, evaluation, figures).plain
    assert f"▲ {DECIDES}" in firm_text(figures).plain
    assert DECIDES not in beside_text(tarn_project, evaluation, figures).plain


def test_that_nobody_decides_alone_stands_beside_it(tarn_project: Project) -> None:
    """Without the sponsor's scores, all ways of bringing the others together agree."""
    strand = tarn_project.by_code("people", "strand")
    scores = {k: v for k, v in tarn_project.scores.items() if k[0] != strand}
    project = replace(tarn_project, scores=scores)
    evaluation, figures = judged(project)
    calm = "Commonlane wins without any one evaluator, by the mean and by the median."
    assert calm in beside_text(project, evaluation, figures).plain
    assert calm not in verdict_text(project, evaluation, figures).plain
