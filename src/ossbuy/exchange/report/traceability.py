"""Traceability: from each pain or cause over its links to the weight it gives."""

from __future__ import annotations

from ossbuy.exchange.report.figures import Figures
from ossbuy.exchange.report.places import REQUIREMENTS, TRACE, WEIGHTS, Places
from ossbuy.exchange.report.sheet import Book, block, ref
from ossbuy.exchange.report.style import COUNT, PERCENT, SCORE
from ossbuy.exchange.report.trauma import trauma_cell

HEADER = 4
FIRST = HEADER + 1
(SOURCE, NAME, TRAUMA, STRENGTH, SHARE, POINTS, GIVES, KIND, TARGET, TITLE, WEIGHT) = range(11)
FROM_KEY, TO_KEY = 12, 13
BLENDED_ON_REQUIREMENTS = 11
BLENDED_ON_WEIGHTS = 6


def link_column(places: Places, col: int) -> str:
    """One column of the links, for formulas on other sheets."""
    return block(FIRST, col, FIRST + max(0, len(places.links) - 1), col, TRACE)


def weight_cell(places: Places, node: str) -> str:
    """The cell that holds the blended weight of a section or requirement."""
    if node in places.section_row:
        return ref(places.section_row[node], BLENDED_ON_WEIGHTS, WEIGHTS)
    return ref(places.grid_row[node], BLENDED_ON_REQUIREMENTS, REQUIREMENTS)


def write(book: Book, places: Places, figures: Figures) -> None:
    """Write the sheet."""
    project, weighing = places.project, figures.weighing
    sheet = book.sheet(
        TRACE,
        "From pain to weight",
        places.say(
            "Every pain spreads its trauma over what it is linked to, in proportion to the "
            "strength of the links (9 strong, 3 medium, 1 weak). A link to a section reaches all "
            "its requirements."
        ),
        (8, 34, 10, 10, 10, 10, 11, 13, 9, 38, 11, 3, 8, 8),
    )
    sheet.texts(HEADER, 0, ("From", "Pain or cause"), "head left")
    sheet.texts(
        HEADER,
        2,
        [
            places.say(head)
            for head in (
                *("Trauma", "Strength", "Share of its links", "Trauma passed on"),
                "Gives weight (derived)",
            )
        ],
        "head",
    )
    sheet.texts(HEADER, 7, ("Kind", "To", "Section or requirement"), "head left")
    sheet.text(HEADER, WEIGHT, "Its weight in all", "head")
    sheet.texts(HEADER, FROM_KEY, ("key from", "key to"), "working head")
    if not places.links:
        sheet.text(FIRST, 0, "Nothing is linked yet: weights are as stated.", "sentence")
    keys = link_column(places, FROM_KEY).partition("!")[2]
    strengths = link_column(places, STRENGTH).partition("!")[2]
    blended = weighing.blended
    for i, line in enumerate(places.links):
        row = FIRST + i
        section = line.target in project.sections
        source = (
            project.pains[line.source].name
            if line.source in project.pains
            else project.causes[line.source].statement
        )
        target = (
            project.sections[line.target].title
            if section
            else project.requirements[line.target].label
        )
        sheet.text(row, SOURCE, project.label(line.source), "code")
        sheet.text(row, NAME, source)
        cell = trauma_cell(places, line.source)
        sheet.formula(row, TRAUMA, f"=N({cell})", figures.carried[line.source], SCORE)
        sheet.number(row, STRENGTH, line.strength, COUNT, "input")
        own = ref(row, STRENGTH)
        total = f"SUMIF({keys},{ref(row, FROM_KEY)},{strengths})"
        share = f"=IF({total}>0,{own}/{total},0)"
        sheet.formula(row, SHARE, share, weighing.link_share[i], PERCENT)
        points = f"={ref(row, TRAUMA)}*{ref(row, SHARE)}"
        sheet.formula(row, POINTS, points, weighing.link_points[i], SCORE)
        gives = f"=IF(pain_points>0,(1-pool_in_use)*{ref(row, POINTS)}/pain_points,0)"
        value = 0.0
        if weighing.trauma_points > 0:
            value = (1 - weighing.pool) * weighing.link_points[i] / weighing.trauma_points
        sheet.formula(row, GIVES, gives, value, PERCENT, "key number")
        sheet.text(row, KIND, "section" if section else "requirement", "word")
        sheet.text(row, TARGET, project.label(line.target), "code")
        sheet.text(row, TITLE, target)
        weight = figures.total_of(blended, line.target) if section else blended[line.target]
        sheet.formula(row, WEIGHT, "=" + weight_cell(places, line.target), weight, PERCENT)
        sheet.text(row, FROM_KEY, places.key[line.source], "working")
        sheet.text(row, TO_KEY, places.key[line.target], "working")
    last = FIRST + max(0, len(places.links) - 1)
    sheet.bars(FIRST, GIVES, last, None)
    sheet.ws.autofilter(HEADER, 0, last, WEIGHT)
    sheet.finish((HEADER, HEADER), 2, (last, WEIGHT))
