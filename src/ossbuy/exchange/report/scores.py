"""Scores: from an answer to what counts, cell by cell; people's scores go before proposals."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from ossbuy.analysis.matrix.panel import brought_together, latest_scores, method_of, whose
from ossbuy.exchange.report.answers import finish_by_vendor
from ossbuy.exchange.report.figures import Figures
from ossbuy.exchange.report.places import ANSWERS, GRID, SCORE_WIDTH, SCORES, Places
from ossbuy.exchange.report.sheet import COLUMNS, Book
from ossbuy.exchange.report.style import CLAIM, FACTOR, PERCENT, SCORE
from ossbuy.exchange.report.traceability import weight_cell

AGREED, MEAN, ACCEPTED, CLAIMED, EVIDENCE, ADJUSTED, SOURCE = range(7)
HEADS = (
    *("Agreed, 0 to 5", "Evaluators, 0 to 5", "Proposal accepted"),
    *("Claim, 0 to 5", "Evidence factor", "Score of 100", "Where it comes from"),
)
VENDORS_PER_PAGE = 2


def write(book: Book, places: Places, figures: Figures) -> None:
    """Write the sheet."""
    count = len(places.vendors)
    sheet = book.sheet(
        SCORES,
        "How the answers score",
        f"An agreed score goes before the evaluators' {method_of(places.project)}, and that before "
        "an accepted proposal (level, at most what the delivery class allows). Score = claim × "
        "evidence factor, bold where the buyer graded it.",
        [8, 30, 9] + [8, 10, 10, 7, 9, 8, 18] * count,
    )
    sheet.texts(GRID, 0, ("Id", "Requirement"), "head left")
    sheet.text(GRID, 2, "Weight", "head")
    for v, name in enumerate(places.ev.matrix.bids.names[:count]):
        sheet.texts(GRID - 1, places.score_col(v), (name,) + ("",) * 6, "heading")
        sheet.texts(GRID, places.score_col(v), HEADS, "head")
    for section, depth in places.tree:
        row = places.grid_row[section]
        sheet.texts(row, 0, [""] * (3 + SCORE_WIDTH * count), "band")
        sheet.text(row, 0, places.project.sections[section].code, "band")
        sheet.text(row, 1, places.project.sections[section].title, "band", depth)
    percent = sheet.style("number", PERCENT)
    for leaf in places.leaves:
        requirement, row = places.project.requirements[leaf], places.grid_row[leaf]
        sheet.text(row, 0, requirement.code, "code")
        sheet.text(row, 1, requirement.label, "strong")
        weight = figures.weighing.blended[leaf]
        sheet.calc(row, 2, "=" + weight_cell(places, leaf), weight, percent)
    means = evaluator_scores(places)
    for v in range(count):
        _vendor(book, places, v, means)
        if places.leaves:
            sheet.choices(places.first, places.score_col(v, ACCEPTED), places.last, ["yes", "no"])
    finish_by_vendor(sheet, places, 3, SCORE_WIDTH, VENDORS_PER_PAGE)


def _vendor(
    book: Book, places: Places, v: int, means: Mapping[tuple[str, str], tuple[float, int]]
) -> None:
    """One vendor's block, column by column so that formats and names are looked up once."""
    project, bids, method = places.project, places.ev.matrix.bids, method_of(places.project)
    sheet, vendor, style = book.sheets[SCORES], places.vendors[v], book.style
    words = places.ev.matrix.weights.leaves
    index = {leaf: i for i, leaf in enumerate(words)}
    level, delivery, evidence = (COLUMNS[places.answer_col(v, f)] for f in range(3))
    at = [COLUMNS[places.score_col(v, f)] for f in range(SCORE_WIDTH)]
    first = places.score_col(v)
    looks = (
        *(style("input", CLAIM), style("input", CLAIM), style("input word")),
        *(style("number", CLAIM), style("number", FACTOR), style("key number", SCORE)),
        style("word"),
    )
    own_grade = style("key number", FACTOR)
    for leaf in places.leaves:
        row, i = places.grid_row[leaf], index[leaf]
        r = row + 1
        said, how, proof = (f"{ANSWERS}!${c}{r}" for c in (level, delivery, evidence))
        agreed = project.agreed.get((vendor, leaf))
        mean, people = means.get((vendor, leaf), (None, 0))
        sheet.put(row, first + AGREED, agreed.value if agreed else None, looks[0])
        sheet.put(row, first + MEAN, mean, looks[1])
        sheet.ws.write_string(row, first + ACCEPTED, _accepted(places, vendor, leaf), looks[2])
        by_people = whose(people, method) if people else f"{method} of the evaluators"
        source = (
            f'=IF({said}="","unanswered",IF({said}="sealed","sealed",'
            f'IF(ISNUMBER(${at[AGREED]}{r}),"agreed",'
            f'IF(ISNUMBER(${at[MEAN]}{r}),"{by_people}",'
            f'IF(OR({said}="not applicable",{said}="unanswered"),{said},'
            f'IF(${at[ACCEPTED]}{r}<>"yes","unscored",'
            f'IF(OR({said}="none",{how}<>""),"accepted proposal","unscored")))))))'
        )
        state = places.ev.cell(vendor, leaf)
        scored = state.state == "scored"
        word = state.source if scored else state.state
        sheet.calc(row, first + SOURCE, source, word, looks[6])
        src = f"${at[SOURCE]}{r}"
        claim = (
            f'=IF({src}="agreed",${at[AGREED]}{r},IF({src}="{by_people}",${at[MEAN]}{r},'
            f'IF({src}="accepted proposal",5*IF({said}="none",level_none,'
            f"MIN(INDEX(level_values,MATCH({said},level_words,0)),"
            f'INDEX(delivery_values,MATCH({how},delivery_words,0)))),"")))'
        )
        claimed = float(bids.claimed[v, i]) if scored else np.nan
        factor = float(bids.evidence[v, i]) if scored else np.nan
        sheet.calc(row, first + CLAIMED, claim, 5 * claimed, looks[3])
        own = f"${at[CLAIMED]}{r}"
        grade = (
            f'=IF({own}="","",INDEX(evidence_values,'
            f'MATCH(IF({proof}="","claim",{proof}),evidence_words,0)))'
        )
        ours = (vendor, leaf) in project.graded
        sheet.calc(row, first + EVIDENCE, grade, factor, own_grade if ours else looks[4])
        score = f'=IF({own}="","",20*{own}*IF(evidence_mode="widen",1,${at[EVIDENCE]}{r}))'
        value = claimed * (1.0 if bids.widen else factor)
        sheet.calc(row, first + ADJUSTED, score, 100 * value, looks[5])


def _accepted(places: Places, vendor: str, leaf: str) -> str:
    """Whether the proposal for a cell was accepted, and for the answer that now stands there."""
    accepted = places.project.accepted.get((vendor, leaf))
    response = places.project.responses.get((vendor, leaf))
    return "yes" if accepted and response and accepted.file == response.file else ""


def evaluator_scores(places: Places) -> dict[tuple[str, str], tuple[float, int]]:
    """The evaluators' scores of the latest round together, 0 to 5, and how many they are."""
    method = method_of(places.project)
    return {
        cell: (brought_together(given.values(), method), len(given))
        for cell, given in latest_scores(places.project).items()
    }
