"""Gates on the Totals sheet: pass, fail or not shown, and who was eliminated; never a weight."""

from __future__ import annotations

from ossbuy.analysis.evaluation import Evaluation
from ossbuy.exchange.report.places import Places
from ossbuy.exchange.report.sheet import Sheet


def gate_first_row(places: Places) -> int:
    """First row of the gates, below everything else."""
    return places.total_row("quality_high") + 3


def gate_word(ev: Evaluation, vendor: str) -> str:
    """A vendor's gates in two words."""
    s = ev.standing_of(vendor)
    if s.gates_failed:
        return f"{len(s.gates_failed)} failed"
    if s.gates_not_shown:
        return f"{len(s.gates_not_shown)} not shown"
    return "all passed" if ev.matrix.bids.gates else "none set"


def write_gates(sheet: Sheet, places: Places) -> int:
    """The gates themselves, with who said what; returns the last row written."""
    project, bids = places.project, places.ev.matrix.bids
    row = gate_first_row(places)
    sheet.texts(row - 1, 0, ("Gate", "Id"), "head left")
    for v, name in enumerate(bids.names[: len(places.vendors)]):
        sheet.text(row - 1, places.total_col(v), name, "head")
    for g, gate in enumerate(bids.gates):
        sheet.text(row + g, 0, project.requirements[gate].label)
        sheet.text(row + g, 1, project.requirements[gate].code, "code")
        for v in range(len(places.vendors)):
            sheet.text(row + g, places.total_col(v), bids.gate_results[v][g], "input word")
    if not bids.gates:
        sheet.text(row, 0, "No requirement is a gate.")
    row += max(1, len(bids.gates)) + 1
    for vendor in places.vendors:
        gone = project.eliminated.get(vendor)
        if gone:
            who = project.people.get(gone.by)
            name = project.vendors[vendor].label
            text = f"{name} was eliminated by {who.label if who else gone.by}: {gone.reason}"
            sheet.wide(row, 0, max(2, places.last_total_col), text)
            row += 1
    return row - 1
