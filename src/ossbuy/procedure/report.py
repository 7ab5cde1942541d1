"""The decision workbook of a project, with what the record says about where it comes from."""

from __future__ import annotations

from pathlib import Path

from ossbuy.analysis.evaluation import Evaluation
from ossbuy.analysis.robustness.cockpit import NotAvailable, Robustness
from ossbuy.exchange.report import Provenance, ReportWritten, Row, write_report
from ossbuy.procedure.findings import findings
from ossbuy.procedure.lock import now
from ossbuy.procedure.workshops.voted import voted_rounds
from ossbuy.store.workspace import Workspace
from ossbuy.version import __version__


def report(
    workspace: Workspace,
    out: Path,
    evaluation: Evaluation,
    robustness: Robustness | NotAvailable,
) -> ReportWritten:
    """Write the decision workbook of the project as it stands.

    Raises:
        BadFile: ``out`` cannot be written.
    """
    events = workspace.history()
    firm = robustness if isinstance(robustness, Robustness) else None
    found = findings(workspace.project, evaluation, events, firm)
    return write_report(
        workspace.project,
        evaluation,
        robustness,
        out,
        Provenance(workspace.head, __version__, now(), workspace.actor),
        events,
        [Row(f.severity, f"{f.rule} {f.where}", f"{f.what} {f.way_out}") for f in found],
        voted_rounds(workspace.project, evaluation),
    )
