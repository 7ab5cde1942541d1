"""Findings: what is open, missing or odd; nothing of it is repaired silently."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ossbuy.exchange.report.places import FINDINGS, Places
from ossbuy.exchange.report.sheet import Book


@dataclass(frozen=True, slots=True)
class Row:
    """One finding as a row."""

    weight: str
    where: str
    sentence: str


def write(book: Book, found: Sequence[Row]) -> None:
    """Write the sheet; texts changed on the way into this workbook are findings too."""
    sheet = book.sheet(
        FINDINGS,
        "Findings",
        "What is open, missing or odd in this project as it stood when the workbook was written.",
        (5, 14, 24, 120),
    )
    sheet.texts(4, 0, ("No.", "Kind", "Where", "Finding"), "head left")
    repairs = [Row("note", "this workbook", text) for text in book.repairs]
    rows = [*found, *repairs]
    for i, row in enumerate(rows):
        sheet.text(5 + i, 0, str(i + 1), "code")
        sheet.text(5 + i, 1, row.weight, "word")
        sheet.texts(5 + i, 2, (row.where, row.sentence))
    if not rows:
        sheet.text(5, 3, "Nothing is open.", "sentence")
    if rows:
        sheet.ws.autofilter(4, 0, 4 + len(rows), 3)
    sheet.finish((4, 4), 1, (5 + len(rows), 3))


def gathered(places: Places) -> list[Row]:
    """What the evaluation itself says: notes, gates, gaps."""
    project, ev = places.project, places.ev
    rows = [Row("note", "evaluation", note) for note in ev.notes]
    for standing in ev.standings:
        for gate in standing.gates_failed:
            judged = project.gates.get((standing.vendor, gate))
            said = f": {judged.reason}" if judged and judged.reason else ""
            title = project.requirements[gate].label
            rows.append(
                Row("gate", standing.label, f"Failed {project.label(gate)}, {title}{said}.")
            )
        for gate in standing.gates_not_shown:
            title = project.requirements[gate].label
            rows.append(
                Row("gate", standing.label, f"Not shown yet: {project.label(gate)}, {title}.")
            )
        if standing.missing:
            rows.append(
                Row(
                    "gap",
                    standing.label,
                    f"{standing.missing} answers with {100 * standing.missing_share:.1f} % of the "
                    "weight have no score.",
                )
            )
        if standing.cost is None:
            rows.append(Row("gap", standing.label, "No price has been opened."))
    linked = {source for (source, _), strength in project.links.items() if strength}
    for pain in project.pains.values():
        causes = {c for (c, effect) in project.contributions if effect == pain.id}
        if pain.id not in linked and not causes & linked:
            rows.append(Row("chain", pain.code, f"No requirement answers the pain {pain.name}."))
        if ev.trauma_of(pain.id) is None:
            rows.append(
                Row(
                    "gap",
                    pain.code,
                    f"{pain.name} has no trauma index: severity or evidence is missing.",
                )
            )
    return rows
