"""The tables of the decision by view, and the words behind a cell of one."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from textual.content import Content

from ossbuy.model.project import Project
from ossbuy.tui.numbers import money
from ossbuy.tui.text import plain
from ossbuy.tui.widgets.growth_table import behind_multiple, by_multiple
from ossbuy.tui.widgets.heat import Table, by_gate, by_pain, by_section, by_year
from ossbuy.tui.widgets.judging import gate_lines
from ossbuy.tui.widgets.views import ViewName

if TYPE_CHECKING:
    from ossbuy.analysis.evaluation import Evaluation

VIEWS = (
    ViewName("ranking", "r", "ranking"),
    ViewName("section", "s", "by section"),
    ViewName("pain", "p", "by pain"),
    ViewName("cost", "c", "cost over time"),
    ViewName("growth", "m", "if more come"),
    ViewName("gates", "G", "gates"),
)
TABLES: Final[dict[str, tuple[str, Callable[[Project, Evaluation, int], Table], str]]] = {
    "section": ("By section", by_section, "score, 0–100 points · ▸ best"),
    "pain": ("By pain", by_pain, "covered, % of what the pain asks for · ▸ best"),
    "cost": ("Cost over time", by_year, "in millions, undiscounted"),
    "growth": (
        "If more come",
        by_multiple,
        "millions over all years, at multiples of the forecast",
    ),
    "gates": ("Gates", by_gate, "pass or fail, outside the sum"),
}
"""View → title, the table for a width per vendor, and what its numbers are."""


def behind_cell(
    view: str, project: Project, evaluation: Evaluation | None, row: str, column: str
) -> Content:
    """Why a gate was judged so, what doing nothing costs; empty where the number says it all."""
    if evaluation is not None and view == "growth":
        return behind_multiple(evaluation, row)
    if evaluation is None or not row:
        return plain("There is nothing to compare yet.")
    if view == "gates":
        judged = project.gates.get((column, row))
        reason = judged.reason if judged else "nobody has judged this gate for this vendor"
        who = project.vendors[column].label if column in project.vendors else ""
        lines = gate_lines(project, evaluation)
        return plain("\n").join([plain(f"{who}: {reason}"), *lines])
    if view == "cost" and evaluation.do_nothing is not None:
        nothing = evaluation.do_nothing
        forgone = money(project, nothing.avoidable_total)
        return plain(
            f"Doing nothing forgoes {forgone} of avoidable pain in {len(nothing.avoidable)} "
            f"years, out of {money(project, nothing.untreated_total)} untreated."
        )
    return plain("")
