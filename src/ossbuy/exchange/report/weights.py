"""Weights: what may be changed, and the ranking that follows, side by side on one sheet."""

from __future__ import annotations

from ossbuy.analysis.scoring.price import FORMULAS
from ossbuy.exchange.report import requirements, traceability
from ossbuy.exchange.report.figures import Figures
from ossbuy.exchange.report.places import REQUIREMENTS, WEIGHT_INPUTS, WEIGHTS, Places
from ossbuy.exchange.report.ranking import Column, write_ranking
from ossbuy.exchange.report.sheet import Book, Sheet, block, ref
from ossbuy.exchange.report.style import MONEY, PERCENT, POINTS, SCORE, style_bars

HEADER = 13
RANKING_TOP = 5
_WORKING_ROW = 4
_LABELS = {
    "blend": ("λ: share of derived weights", "0 = as stated, 1 = from the pains alone"),
    "price_share": ("Price share of the total", "the rest is quality"),
    "price_formula": ("Price formula", "lowest-ratio, ceiling-linear, low-high-linear"),
    "price_ceiling": ("Published price ceiling", "only for ceiling-linear"),
    "evidence_mode": ("Evidence", "discount the score, or widen its range"),
}


def write(book: Book, places: Places, figures: Figures) -> None:
    """Write the sheet and define the names of its inputs."""
    sheet = book.sheet(
        WEIGHTS,
        "Weights and live ranking",
        "Change a yellow cell: the ranking on the right, and every other sheet, follows at once.",
        [9, 36, 13, 10, 10, 10, 12, 3, 7, 26, 10, 10, 10, 14, 11, 3, 3] + [10] * 6,
    )
    _legend(sheet)
    _policy(book, sheet, places)
    _workings(book, sheet, places, figures)
    _sections(sheet, places, figures)
    last = places.last_section + 1
    bottom = write_ranking(
        sheet,
        places,
        RANKING_TOP,
        8,
        (
            Column("rank", "Rank", "0", "rank"),
            Column("name", "Vendor", "", "strong"),
            Column("total", "Total", SCORE, "key number"),
            Column("quality", "Quality", SCORE),
            Column("price", "Price score", SCORE),
            Column("cost", "Cost, all years", MONEY),
            Column("behind", "Behind the first", SCORE),
        ),
    )
    sheet.texts(RANKING_TOP - 1, 8, ("Ranking now",) + ("",) * 6, "heading")
    sheet.bars(RANKING_TOP + 1, 10, bottom)
    if len(places.vendors):
        _chart(book, sheet, places, bottom + 2)
        last = max(last, bottom + 3 + _chart_height(len(places.vendors)) // 20)
    sheet.finish((0, 1), 2, (last, 14))
    sheet.ws.freeze_panes(4, 2)


def _legend(sheet: Sheet) -> None:
    sheet.text(2, 0, "yellow", "input word")
    sheet.text(2, 1, "an input: change it freely")
    sheet.text(2, 2, "1.0", "number")
    sheet.text(2, 3, "a formula", "text")
    sheet.text(2, 4, "1.0", "key number")
    sheet.text(2, 5, "a result")
    sheet.text(2, 8, "1.0", "working")
    sheet.wide(2, 9, 12, "a working, right of the printed area", "text")


def _policy(book: Book, sheet: Sheet, places: Places) -> None:
    ev, policy = places.ev, places.project.policy
    sheet.texts(4, 0, ("What you can change",) + ("",) * 6, "heading")
    values: dict[str, float | str | None] = {
        "blend": ev.blend,
        "price_share": ev.price_share,
        "price_formula": ev.price_formula,
        "price_ceiling": float(policy.price_ceiling) if policy.price_ceiling else None,
        "evidence_mode": ev.evidence_mode,
    }
    names = {"blend": "blend_share"}
    formats = {"blend": "0.00#", "price_share": "0.0##%", "price_ceiling": MONEY}
    for what, row in WEIGHT_INPUTS.items():
        label, hint = _LABELS[what]
        sheet.text(row, 0, "", "text")
        sheet.text(row, 1, label, "strong")
        value = values[what]
        if isinstance(value, str):
            sheet.text(row, 2, value, "input word")
        else:
            sheet.number(row, 2, value, formats[what], "input")
        sheet.wide(row, 3, 6, hint, "note")
        book.workbook.define_name(names.get(what, what), "=" + ref(row, 2, WEIGHTS))
    between = {"validate": "decimal", "criteria": "between", "minimum": 0, "maximum": 1}
    for what in ("blend", "price_share"):
        sheet.ws.data_validation(WEIGHT_INPUTS[what], 2, WEIGHT_INPUTS[what], 2, between)
    row = WEIGHT_INPUTS["price_formula"]
    sheet.choices(row, 2, row, sorted(FORMULAS))
    row = WEIGHT_INPUTS["evidence_mode"]
    sheet.choices(row, 2, row, ["discount", "widen"])


def _workings(book: Book, sheet: Sheet, places: Places, figures: Figures) -> None:
    """Six sums the chain leans on, each a named cell."""
    w = figures.weighing
    tops = [ref(places.section_row[s], 2) for s in places.children[""]]
    section_points = block(HEADER + 1, 2, places.last_section, 2)
    section_hygiene = block(HEADER + 1, 4, places.last_section, 4)
    leaf_points = places.column(requirements.STATED_POINTS)
    leaf_hygiene = places.column(requirements.HYGIENE)
    raw = places.column(requirements.STATED_RAW)
    strengths = traceability.link_column(places, traceability.STRENGTH)
    points = traceability.link_column(places, traceability.POINTS)
    # Points of something that is gone still say that somebody stated weights.
    gone = sum(node not in places.grid_row for node in places.project.stated)
    stated = f"=AND(COUNT({section_points})+COUNT({leaf_points})+{gone}>0,SUM({raw})>0)"
    derived = f"=AND(SUM({strengths})>0,SUM({places.column(requirements.DERIVED_RAW)})>0)"
    frozen = {True: "=TRUE()", False: "=FALSE()"}
    rows: tuple[tuple[str, str, float | bool], ...] = (
        ("has_stated", frozen[w.has_stated] if figures.frozen else stated, w.has_stated),
        ("has_links", frozen[w.has_links] if figures.frozen else derived, w.has_links),
        ("pain_points", f"=SUM({points})", w.trauma_points),
        ("hygiene_points", f"=SUM({section_hygiene})+SUM({leaf_hygiene})", w.hygiene_points),
        ("pool_in_use", "=IF(hygiene_points>0,hygiene_pool/100,0)", w.pool),
        ("top_points", "=" + ("+".join(tops) or "0"), w.top_points),
    )
    for i, (name, formula, value) in enumerate(rows):
        row = _WORKING_ROW + i
        sheet.text(row, requirements.W_LOCAL, name, "working")
        sheet.formula(row, requirements.W_STATED, formula, value, "", "working")
        cell = ref(row, requirements.W_STATED, WEIGHTS)
        book.workbook.define_name(name, "=" + cell)


def _sections(sheet: Sheet, places: Places, figures: Figures) -> None:
    project, w = places.project, figures.weighing
    text = "Weights of the sections (of single requirements: on Requirements)"
    if figures.frozen:
        text = (
            "The weights were changed after the lock: the locked ones stand on Requirements as "
            "inputs and count."
        )
    sheet.wide(HEADER - 2, 0, 6, text, "warning" if figures.frozen else "note")
    sheet.texts(HEADER, 0, ("Id", "Section"), "head left")
    sheet.texts(
        HEADER, 2, ("Stated points", "Stated", "Hygiene points", "Derived", "Weight"), "head"
    )
    sheet.texts(
        HEADER,
        requirements.W_LOCAL,
        (
            *("share of siblings", "stated, raw", "linked to directly"),
            *("derived, carried", "points below", "nodes below"),
        ),
        "working head",
    )
    linked = {line.target for line in places.links}
    for section, depth in places.tree:
        row = places.section_row[section]
        sheet.text(row, 0, project.sections[section].code, "code")
        sheet.text(row, 1, project.sections[section].title, "text", depth)
        sheet.number(row, 2, project.stated.get(section), POINTS, "input")
        sheet.number(row, 4, project.hygiene.get(section), POINTS, "input")
        for col, leaf_col, values in (
            (3, requirements.STATED, w.stated),
            (5, requirements.DERIVED, w.derived),
            (6, requirements.BLENDED, w.blended),
        ):
            cells = places.column(leaf_col, section)
            known = any(v is not None for v in values.values())
            value = figures.total_of(values, section) if known else None
            formula = f'=IF(COUNT({cells})>0,SUM({cells}),"")'
            if not any(True for _ in _leaves_under(places, section)):
                value = None
            kind = "key number" if col == 6 else "number"
            sheet.formula(row, col, formula, value, PERCENT, kind)
        _section_workings(sheet, places, figures, section, section in linked)
    if not places.tree:
        sheet.text(HEADER + 1, 1, "No section has been written yet.", "sentence")
    row = places.last_section + 1
    sheet.texts(row, 0, ("", "Sum"), "strong")
    for col, leaf_col, values in (
        (3, requirements.STATED, w.stated),
        (5, requirements.DERIVED, w.derived),
        (6, requirements.BLENDED, w.blended),
    ):
        cells = places.column(leaf_col)
        total = sum(v for v in values.values() if v is not None)
        sheet.formula(row, col, f"=SUM({cells})", total, PERCENT, "key number")
    sheet.text(row, 2, "", "strong")
    sheet.text(row, 4, "", "strong")
    sheet.bars(HEADER + 1, 6, places.last_section, None)


def _leaves_under(places: Places, section: str) -> list[str]:
    first, last = places.under[section]
    return [leaf for leaf in places.leaves if first <= places.grid_row[leaf] <= last]


def _section_workings(
    sheet: Sheet, places: Places, figures: Figures, section: str, linked: bool
) -> None:
    w, row = figures.weighing, places.section_row[section]
    parent = places.project.parent_of(section)
    above = places.section_row.get(parent)
    points = ref(row, 2)
    if above is None:
        local = f"=IF(top_points>0,{points}/top_points,1/{max(1, w.top_count)})"
        stated = f"={ref(row, requirements.W_LOCAL)}"
        carried = f"={ref(row, requirements.W_OWN)}"
    else:
        total, number = ref(above, requirements.W_POINTS), ref(above, requirements.W_COUNT)
        local = f"=IF({total}>0,{points}/{total},1/{number})"
        own = ref(row, requirements.W_LOCAL)
        stated = f"={own}*{ref(above, requirements.W_STATED)}"
        carried = f"={ref(row, requirements.W_OWN)}+{own}*{ref(above, requirements.W_CARRIED)}"
    below = [ref(places.section_row[s], 2) for s in places.children.get(section, [])]
    first, last = places.direct[section]
    total_points, total_count = list(below), [str(len(below))]
    if last >= first:
        cells = block(
            first, requirements.STATED_POINTS, last, requirements.STATED_POINTS, REQUIREMENTS
        )
        gates = block(first, requirements.GATE, last, requirements.GATE, REQUIREMENTS)
        total_points.append(f"SUM({cells})")
        total_count.append(f'COUNTIF({gates},"<>gate")')
    hygiene = requirements.own_weight(places, section, ref(row, 4), linked)
    for col, formula, value in (
        (requirements.W_LOCAL, local, w.local[section]),
        (requirements.W_STATED, stated, w.stated_raw[section]),
        (requirements.W_OWN, hygiene, w.own[section]),
        (requirements.W_CARRIED, carried, w.carried[section]),
        (requirements.W_POINTS, "=" + ("+".join(total_points) or "0"), w.child_points[section]),
        (requirements.W_COUNT, "=" + "+".join(total_count), float(w.child_count[section])),
    ):
        sheet.formula(row, col, formula, value, "0.0000", "working")


def _chart_height(count: int) -> int:
    """Pixels; a row of the sheet is 20."""
    return max(200, 60 + 34 * count)


def _chart(book: Book, sheet: Sheet, places: Places, row: int) -> None:
    chart = book.workbook.add_chart({"type": "bar"})
    count = len(places.vendors)
    first, last = RANKING_TOP + 1, RANKING_TOP + count
    chart.add_series(
        {
            "name": "Total",
            "categories": [WEIGHTS, first, 9, last, 9],
            "values": [WEIGHTS, first, 10, last, 10],
            "fill": {"color": "#0F5C6E"},
            "gap": 60,
            "data_labels": {"value": True, "num_format": "0.0"},
        }
    )
    style_bars(chart, "Total points, live", 100)
    chart.set_legend({"none": True})
    chart.set_size({"width": 640, "height": _chart_height(count)})
    sheet.ws.insert_chart(row, 8, chart, {"object_position": 2})
