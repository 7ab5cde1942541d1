"""Requirements: what is asked for, how it will be shown, and what each one weighs."""

from __future__ import annotations

from ossbuy.exchange.report import traceability
from ossbuy.exchange.report.figures import Figures
from ossbuy.exchange.report.places import GRID, REQUIREMENTS, WEIGHTS, Places
from ossbuy.exchange.report.sheet import COLUMNS, Book, Sheet, ref
from ossbuy.exchange.report.style import COUNT, PERCENT, POINTS
from ossbuy.model.requirement import VERIFICATION

(CODE, TITLE, TEXT, GATE, PRIORITY, VERIFIED, THRESHOLD, ASKED) = range(8)
STATED_POINTS, STATED, DERIVED, BLENDED = 8, 9, 10, 11
LOCAL, HYGIENE, OWN, STATED_RAW, DERIVED_RAW, LAYER, FACTOR, BEFORE = range(13, 21)
# Columns of the section table on Weights that the leaves lean on.
W_LOCAL, W_STATED, W_OWN, W_CARRIED, W_POINTS, W_COUNT = range(17, 23)


def write(book: Book, places: Places, figures: Figures) -> None:
    """Write the sheet."""
    sheet = book.sheet(
        REQUIREMENTS,
        "What we ask for",
        "A gate is passed or failed and weighs nothing unless somebody gave it a weight. "
        "Priority never becomes weight.",
        [8, 25, 46, 7, 9, 24, 44, 19, 9, 9, 9, 10, 3] + [9] * 8,
    )
    heads = ("Id", "Requirement", "The system shall", "Gate", "Priority", "Verified by")
    sheet.texts(GRID, 0, (*heads, "Counts as met when", "Asked for by"), "head left")
    sheet.texts(GRID, 8, ("Stated points", "Stated", "Derived", "Weight"), "head")
    sheet.texts(
        GRID,
        LOCAL,
        (
            *("share in section", "hygiene points", "linked to directly", "stated, raw"),
            *("derived, raw", "value layer", "layer factor", "before scaling"),
        ),
        "working head",
    )
    if figures.frozen:
        sheet.text(2, 0, "Locked weights stand here as inputs: see Weights.", "warning")
    asked = _asked(places)
    for section, depth in places.tree:
        row = places.grid_row[section]
        sheet.texts(row, 0, [""] * 12, "band")
        sheet.text(row, 0, places.project.sections[section].code, "band")
        sheet.text(row, 1, places.project.sections[section].title, "band", depth)
    ranges = {
        name: places.column(col).partition("!")[2]
        for name, col in (
            ("local", LOCAL),
            ("stated", STATED_RAW),
            ("derived", DERIVED_RAW),
            ("before", BEFORE),
        )
    }
    linked = {line.target for line in places.links}
    for leaf in places.leaves:
        _leaf(sheet, places, figures, leaf, asked.get(leaf, ""), ranges, leaf in linked)
    if not places.leaves:
        sheet.text(GRID + 1, 0, "No requirement has been written yet.", "sentence")
    sheet.bars(places.first, BLENDED, places.last, None)
    sheet.finish((GRID, GRID), 2, (places.last, BLENDED))


def _leaf(
    sheet: Sheet,
    places: Places,
    figures: Figures,
    leaf: str,
    asked: str,
    ranges: dict[str, str],
    linked: bool,
) -> None:
    project, w = places.project, figures.weighing
    requirement, row = project.requirements[leaf], places.grid_row[leaf]
    r, section = row + 1, places.section_row[requirement.section]
    sheet.text(row, CODE, requirement.code, "code")
    sheet.text(row, TITLE, requirement.title, "strong")
    sheet.text(row, TEXT, requirement.text)
    sheet.text(row, GATE, "gate" if requirement.gate else "", "word")
    sheet.text(row, PRIORITY, requirement.priority.value if requirement.priority else "", "word")
    ways = [VERIFICATION.get(v, v) for v in requirement.verification.split()]
    sheet.text(row, VERIFIED, ", ".join(ways))
    sheet.text(row, THRESHOLD, requirement.threshold)
    sheet.text(row, ASKED, asked)
    sheet.number(row, STATED_POINTS, project.stated.get(leaf), POINTS, "input")

    def here(col: int) -> str:
        return f"${COLUMNS[col]}{r}"

    def above(col: int) -> str:
        return ref(section, col, WEIGHTS)

    local = (
        f"=IF({above(W_POINTS)}>0,{here(STATED_POINTS)}/{above(W_POINTS)},"
        f'IF(OR({above(W_COUNT)}=0,{here(GATE)}="gate"),0,1/{above(W_COUNT)}))'
    )
    sheet.formula(row, LOCAL, local, w.local[leaf], "0.0000", "working")
    sheet.number(row, HYGIENE, project.hygiene.get(leaf), POINTS, "input")
    sheet.formula(
        row, OWN, own_weight(places, leaf, here(HYGIENE), linked), w.own[leaf], "0.0000", "working"
    )
    raw = f"={here(LOCAL)}*{above(W_STATED)}"
    sheet.formula(row, STATED_RAW, raw, w.stated_raw[leaf], "0.0000", "working")
    derived = (
        f"=IF(pain_points>0,{here(OWN)}+{here(LOCAL)}*{above(W_CARRIED)},"
        f"IF(has_stated,{here(STATED_RAW)},1))"
    )
    sheet.formula(row, DERIVED_RAW, derived, w.carried[leaf], "0.0000", "working")
    # What says no layer is multiplied like layer 1, and is none of them on the sheet Value.
    sheet.number(row, LAYER, requirement.layer, COUNT, "input")
    factor = places.ev.matrix.model.number(f"layer.{requirement.layer or 1}")
    chosen = f"=CHOOSE(MAX(1,N({here(LAYER)})),layer_1,layer_2,layer_3)"
    sheet.formula(row, FACTOR, chosen, factor, "0.00", "working")
    if figures.frozen:
        sheet.number(row, STATED, w.stated[leaf], PERCENT, "input")
    else:
        stated = f'=IF(has_stated,{here(STATED_RAW)}/SUM({ranges["stated"]}),"")'
        sheet.formula(row, STATED, stated, w.stated[leaf], PERCENT)
    if figures.frozen:
        sheet.number(row, DERIVED, w.derived[leaf], PERCENT, "input")
    else:
        formula = f'=IF(has_links,{here(DERIVED_RAW)}/SUM({ranges["derived"]}),"")'
        sheet.formula(row, DERIVED, formula, w.derived[leaf], PERCENT)
    before = (
        f"={here(FACTOR)}*IF(AND(has_stated,has_links),"
        f"(1-blend_share)*{here(STATED)}+blend_share*{here(DERIVED)},"
        f"IF(has_stated,{here(STATED)},IF(has_links,{here(DERIVED)},"
        f"IF(OR({here(LOCAL)}>0,SUM({ranges['local']})<=0),1,0))))"
    )
    if figures.frozen_blend:
        sheet.number(row, BEFORE, w.before[leaf], "0.0000", "input")
    else:
        sheet.formula(row, BEFORE, before, w.before[leaf], "0.0000", "working")
    blended = f"={here(BEFORE)}/SUM({ranges['before']})"
    sheet.formula(row, BLENDED, blended, w.blended[leaf], PERCENT, "key number")


def own_weight(places: Places, node: str, hygiene: str, linked: bool) -> str:
    """Formula of the derived weight that ends at a node itself: its links and its hygiene."""
    points = "0"
    if linked:
        keys = traceability.link_column(places, traceability.TO_KEY)
        carried = traceability.link_column(places, traceability.POINTS)
        points = f'SUMIF({keys},"{places.key[node]}",{carried})'
    pooled = f"IF(hygiene_points>0,pool_in_use*{hygiene}/hygiene_points,0)"
    return f"=IF(pain_points>0,(1-pool_in_use)*{points}/pain_points+{pooled},0)"


def _asked(places: Places) -> dict[str, str]:
    """Which pains and causes ask for each requirement, directly or through a section."""
    found: dict[str, list[str]] = {leaf: [] for leaf in places.leaves}
    by_row = {places.grid_row[leaf]: leaf for leaf in places.leaves}
    for line in places.links:
        label = places.project.label(line.source)
        if line.target in found:
            reached = [line.target]
        else:
            first, last = places.under[line.target]
            reached = [by_row[row] for row in range(first, last + 1) if row in by_row]
        for leaf in reached:
            if label not in found[leaf]:
                found[leaf].append(label)
    return {leaf: ", ".join(labels) for leaf, labels in found.items()}
