"""The decision workbook: the whole chain as live formulas, from a pain's cost to the ranking.

Every formula is written with the value it has now, so that previews and readers that do not
compute show numbers; text from vendors and people is only ever text.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from xlsxwriter.workbook import Workbook

from ossbuy.analysis.evaluation import Evaluation
from ossbuy.analysis.robustness.cockpit import NotAvailable, Robustness
from ossbuy.exchange.report import (
    answers,
    assumptions,
    ballots,
    cost,
    findings,
    growth,
    provenance,
    requirements,
    scores,
    sensitivity,
    summary,
    totals,
    traceability,
    trauma,
    value,
    voices,
    weights,
)
from ossbuy.exchange.report.ballots import VotedRound
from ossbuy.exchange.report.figures import Figures
from ossbuy.exchange.report.findings import Row
from ossbuy.exchange.report.places import BALLOTS, GROWTH, INPUT_SHEETS, ORDER, Places
from ossbuy.exchange.report.provenance import Provenance
from ossbuy.exchange.report.sheet import Book, writable
from ossbuy.exchange.report.style import ACCENT, INPUT_EDGE
from ossbuy.exchange.writing import put_file
from ossbuy.model.events import Event
from ossbuy.model.project import Project

__all__ = ["Provenance", "ReportWritten", "Row", "write_report"]


@dataclass(frozen=True, slots=True)
class ReportWritten:
    """What was written."""

    path: Path
    sheets: tuple[str, ...]
    repairs: tuple[str, ...]
    """Texts that could not be written as they are, one sentence each."""
    locked_weights_as_inputs: bool
    """The live chain gave other weights than the lock, so the locked ones stand as inputs."""


def write_report(
    project: Project,
    evaluation: Evaluation,
    robustness: Robustness | NotAvailable | None,
    out: Path,
    made: Provenance,
    events: Sequence[Event] = (),
    found: Sequence[Row] = (),
    voted: Sequence[VotedRound] = (),
) -> ReportWritten:
    """Write the decision workbook of a project to ``out``, replacing what is there.

    ``robustness`` None leaves the simulated figures out. ``found`` are the project's findings,
    which the caller gathers: the workbook has no rules of its own. ``voted`` are the closed votes
    on weights; without any their sheet is left out.

    Raises:
        BadFile: the file cannot be written.
    """
    places = Places(project, evaluation)
    figures = Figures(project, evaluation, places)
    content = BytesIO()
    options = {"strings_to_formulas": False, "strings_to_urls": False, "in_memory": True}
    workbook = Workbook(content, options)
    there = {BALLOTS: bool(voted), GROWTH: bool(growth.grows(places))}
    order = tuple(name for name in ORDER if there.get(name, True))
    book = Book(workbook, _footer(project, made), order)
    title, _ = writable(project.description.name)
    workbook.set_properties({"title": title, "comments": made.head})
    workbook.set_calc_mode("auto")
    summary.write(book, places, robustness)
    weights.write(book, places, figures)
    if voted:
        ballots.write(book, voted)
    trauma.write(book, places, figures)
    traceability.write(book, places, figures)
    requirements.write(book, places, figures)
    answers.write(book, places)
    scores.write(book, places, figures)
    totals.write(book, places, figures)
    cost.write_cost(book, places)
    cost.write_prices(book, places)
    if there[GROWTH]:
        growth.write(book, places)
    sensitivity.write(book, places, figures, robustness)
    value.write(book, places, figures)
    voices.write(book, places)
    assumptions.write(book, places)
    provenance.write(book, places, made, events)
    # Last, because texts that had to be changed on the way are findings too.
    findings.write(book, found)
    for name, sheet in book.sheets.items():
        sheet.ws.set_tab_color(INPUT_EDGE if name in INPUT_SHEETS else ACCENT)
    workbook.close()
    put_file(out, content.getvalue(), "the workbook")
    return ReportWritten(out, order, tuple(book.repairs), figures.frozen)


def _footer(project: Project, made: Provenance) -> str:
    name = writable(project.description.name)[0].replace("\n", " ")[:80].replace("&", "&&")
    return f"&L&8{name}&C&8journal {made.head[:16]}&R&8page &P of &N"
