"""How far each stage is, for its mark in the journey strip."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ossbuy.model.bid import Level
from ossbuy.model.bidding import current_issue
from ossbuy.model.project import Project
from ossbuy.tui.covering import orphans
from ossbuy.tui.marks import Mark

if TYPE_CHECKING:
    from ossbuy.analysis.evaluation import Evaluation
    from ossbuy.procedure.bidding.assessment import Assessment


@dataclass(frozen=True, slots=True)
class Status:
    """Where a stage stands."""

    mark: Mark
    count: int = 0
    """How many findings, for ``Mark.FINDINGS``."""


def trauma(project: Project, _: Evaluation | None) -> Status:
    """Done when every pain says how bad it is and how well that is shown."""
    if not project.pains:
        return Status(Mark.NOT_BEGUN)
    bare = sum(p.severity is None or p.evidence is None for p in project.pains.values())
    return Status(Mark.FINDINGS, bare) if bare else Status(Mark.DONE)


def causes(project: Project, _: Evaluation | None) -> Status:
    """Done when every pain has a cause."""
    if not project.causes:
        return Status(Mark.NOT_BEGUN)
    explained = {effect for _, effect in project.contributions}
    bare = sum(pain not in explained for pain in project.pains)
    return Status(Mark.FINDINGS, bare) if bare else Status(Mark.DONE)


def requirements(project: Project, _: Evaluation | None) -> Status:
    """Done when somebody asks for every requirement."""
    if not project.requirements:
        return Status(Mark.NOT_BEGUN)
    lost = len(orphans(project))
    return Status(Mark.FINDINGS, lost) if lost else Status(Mark.DONE)


def weights(project: Project, _: Evaluation | None) -> Status:
    """Locked, or partly while they may still move; not begun without any."""
    if project.locked is not None:
        return Status(Mark.LOCKED)
    begun = any(project.stated.values()) or any(project.links.values())
    return Status(Mark.PARTLY if begun else Mark.NOT_BEGUN)


def rfp(project: Project, _: Evaluation | None) -> Status:
    """Done once the full request went out and every question is published; partly before."""
    waiting = sum(not said.published_at for said in project.clarifications.values())
    if waiting:
        return Status(Mark.FINDINGS, waiting)
    if not project.issues:
        begun = project.deadlines or any(r.short for r in project.requirements.values())
        return Status(Mark.PARTLY if begun else Mark.NOT_BEGUN)
    full = any(issue.stage == "full" for issue in project.issues.values())
    return Status(Mark.DONE if full else Mark.PARTLY)


def answers(project: Project, _: Evaluation | None) -> Status:
    """Done when every vendor's answers are opened and complete; locked while all are sealed."""
    files = [project.current_file(vendor, "answers") for vendor in project.vendors]
    if not any(files) and project.responses:
        return _gaps(project)  # a kept comparison: answers that came in no file
    if not any(files):
        return Status(Mark.NOT_BEGUN)
    opened = [file for file in files if file and file.id in project.unsealed]
    if not opened:
        return Status(Mark.LOCKED)
    if len(opened) < len(files):
        return Status(Mark.PARTLY)
    return _gaps(project)


def _gaps(project: Project) -> Status:
    asked = len(project.requirements) * len(project.vendors)
    gaps = asked - sum(r.level is not Level.UNANSWERED for r in project.responses.values())
    return Status(Mark.FINDINGS, gaps) if gaps > 0 else Status(Mark.DONE)


def decision(project: Project, evaluation: Evaluation | None) -> Status:
    """Done when it is decided; partly once somebody leads."""
    if project.decision is not None:
        return Status(Mark.DONE)
    leads = evaluation is not None and evaluation.leader is not None
    return Status(Mark.PARTLY if leads else Mark.NOT_BEGUN)


def robustness(_: Project, evaluation: Evaluation | None) -> Status:
    """Done once somebody leads: then it can be tested."""
    leads = evaluation is not None and evaluation.leader is not None
    return Status(Mark.DONE if leads else Mark.NOT_BEGUN)


def brief(project: Project, _: Evaluation | None) -> Status:
    """Done when our answers pass every gate and something stands behind them."""
    unsafe = sum(gate.state != "passed" for gate in _assessed(project).gates)
    return Status(Mark.FINDINGS, unsafe) if unsafe else Status(Mark.DONE)


def own_answers(project: Project, _: Evaluation | None) -> Status:
    """Done when every requirement is answered."""
    found = _assessed(project)
    if not found.answered:
        return Status(Mark.NOT_BEGUN)
    gaps = len(found.unanswered)
    return Status(Mark.FINDINGS, gaps) if gaps else Status(Mark.DONE)


def standing(project: Project, _: Evaluation | None) -> Status:
    """Done once something is answered: then it can be reckoned."""
    return Status(Mark.DONE if _assessed(project).answered else Mark.NOT_BEGUN)


def own_company(project: Project, _: Evaluation | None) -> Status:
    """Done when every question about ourselves is answered."""
    issue = current_issue(project)
    asked = set(issue.loops) if issue else set()
    said = asked & {question for _, question in project.loops}
    if asked <= said:
        return Status(Mark.DONE)
    return Status(Mark.PARTLY if said else Mark.NOT_BEGUN)


def sending(project: Project, _: Evaluation | None) -> Status:
    """Done when nothing is left that a buyer would ask about at once."""
    from ossbuy.procedure.bidding.doubts import doubts

    if not _assessed(project).answered:
        return Status(Mark.NOT_BEGUN)
    found = len(doubts(project))
    return Status(Mark.FINDINGS, found) if found else Status(Mark.PARTLY)


def _assessed(project: Project) -> Assessment:
    from ossbuy.procedure.bidding.assessment import Assessment

    return Assessment(project)
