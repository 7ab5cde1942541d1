"""Answers: what each vendor said, side by side; level, delivery and evidence drive the scores."""

from __future__ import annotations

from ossbuy.exchange.report.places import ANSWER_WIDTH, ANSWERS, GRID, Places, word_of
from ossbuy.exchange.report.sheet import Book, Sheet
from ossbuy.model.bid import Evidence, Response
from ossbuy.model.receipt import GradedEvidence

VENDORS_PER_PAGE = 2


def write(book: Book, places: Places) -> None:
    """Write the sheet."""
    count = len(places.vendors)
    sheet = book.sheet(
        ANSWERS,
        "What the vendors answered",
        "As received; change a level, a delivery class or an evidence grade and the scores follow. "
        "An empty level is unanswered, which is not zero. Evidence the buyer graded itself stands "
        "in place of the vendor's.",
        [8, 30] + [11, 15, 15, 38] * count,
    )
    sheet.texts(GRID, 0, ("Id", "Requirement"), "head left")
    for v, name in enumerate(places.ev.matrix.bids.names[:count]):
        col = places.answer_col(v)
        sheet.texts(GRID - 1, col, (name, "", "", ""), "heading")
        sheet.texts(GRID, col, ("Level", "Delivery", "Evidence", "Comment"), "head left")
    for section, depth in places.tree:
        row = places.grid_row[section]
        sheet.texts(row, 0, [""] * (2 + ANSWER_WIDTH * count), "band")
        sheet.text(row, 0, places.project.sections[section].code, "band")
        sheet.text(row, 1, places.project.sections[section].title, "band", depth)
    for leaf in places.leaves:
        requirement, row = places.project.requirements[leaf], places.grid_row[leaf]
        sheet.text(row, 0, requirement.code, "code")
        sheet.text(row, 1, requirement.label, "strong")
        for v, vendor in enumerate(places.vendors):
            response = places.project.responses.get((vendor, leaf))
            sealed = places.ev.cell(vendor, leaf).state == "sealed"
            graded = places.project.graded.get((vendor, leaf))
            _answer(sheet, row, places.answer_col(v), response, sealed, graded)
    for v in range(count):
        levels = "=level_words"
        for field, words in enumerate((levels, "=delivery_words", "=evidence_words")):
            if places.leaves:
                sheet.choices(places.first, places.answer_col(v, field), places.last, words)
    if not count:
        sheet.text(GRID + 1, 1, "No vendor has been invited yet.", "sentence")
    finish_by_vendor(sheet, places, 2, ANSWER_WIDTH, VENDORS_PER_PAGE)


def _answer(
    sheet: Sheet,
    row: int,
    col: int,
    response: Response | None,
    sealed: bool,
    graded: GradedEvidence | None,
) -> None:
    text = sheet.text
    if response is None or sealed:
        text(row, col, "sealed" if sealed else "", "input word")
        text(row, col + 1, "", "input word")
        text(row, col + 2, "", "input word")
        text(row, col + 3, "")
        return
    text(row, col, response.level.value, "input word")
    delivery, said = response.delivery, response.evidence
    # The cell drives the score, so it holds what counts: the buyer's own grade, where there is one.
    evidence = Evidence(graded.evidence) if graded else said
    text(row, col + 1, word_of(f"delivery.{delivery.value}") if delivery else "", "input word")
    text(row, col + 2, word_of(f"evidence.{evidence.value}") if evidence else "", "input word")
    available = f"Available: {response.available}" if response.available else ""
    shown = f"Shown by: {response.reference}" if response.reference else ""
    small = " · ".join(part for part in (available, shown) if part)
    ours = ""
    if graded:
        by_vendor = word_of(f"evidence.{said.value}") if said else "nothing"
        why = " · ".join(part for part in (graded.reference, graded.reason) if part)
        ours = f"Graded by the buyer; the vendor says {by_vendor}. {why}".strip()
    text(row, col + 3, "\n".join(part for part in (response.comment, small, ours) if part))


def finish_by_vendor(
    sheet: Sheet, places: Places, repeated: int, width: int, per_page: int
) -> None:
    """Print set-up of a sheet with a block of columns per vendor: some vendors to a page.

    All of them on one page would be too small to read, so the first columns are repeated and
    pages break between vendors.
    """
    count = len(places.vendors)
    pages = max(1, -(-count // per_page))
    last = repeated + max(1, width * count) - 1
    if pages > 1:
        # The lead would be cut at the repeated columns, so it stands within them.
        sheet.within(repeated)
    sheet.finish((GRID - 1, GRID), 2, (places.last, last), pages, repeated)
    if pages > 1:
        # Manual breaks do not work together with "fit to pages", so the scale is set instead.
        sheet.ws.fit_page = False
        sheet.ws.set_print_scale(54)
        sheet.ws.set_v_pagebreaks([repeated + width * per_page * page for page in range(1, pages)])
