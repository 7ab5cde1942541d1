"""Totals: section scores, quality, price score, total and rank of every vendor, by formula."""

from __future__ import annotations

import numpy as np

from ossbuy.analysis.evaluation import Evaluation
from ossbuy.analysis.scoring.quality import CellState
from ossbuy.analysis.standing import Standing
from ossbuy.exchange.report import scores as scoring
from ossbuy.exchange.report.figures import Figures
from ossbuy.exchange.report.gates import gate_first_row, gate_word, write_gates
from ossbuy.exchange.report.places import COST, FIRST_WORKING, SCORES, TOTAL_ROWS, TOTALS, Places
from ossbuy.exchange.report.requirements import BLENDED
from ossbuy.exchange.report.sheet import Book, Sheet, block, ref
from ossbuy.exchange.report.style import COUNT, MONEY, PERCENT, SCORE

Value = float | str | None
_WORDS = {
    "quality": "Quality, of 100",
    "running": "In the running",
    "cost": "Cost over all years",
    "price": "Price score, of 100",
    "total": "TOTAL, of 100",
    "rank": "RANK",
    "gates": "Gates",
    "low": "Total, at least",
    "high": "Total, at most",
    "missing": "Answers without a score",
    "missing_share": "Weight they carry",
    "quality_low": "Quality, at least",
    "quality_high": "Quality, at most",
    "applicable": "weight that applies",
    "earned": "quality earned so far",
    "mark": "price that sets the mark",
    "low_in": "lowest total in the running",
    "high_in": "highest total in the running",
    "best": "best rank",
    "worst": "worst rank",
    "key": "sorting key",
    "place": "place in the list",
}
_FORMATS = {
    "rank": "0",
    "cost": MONEY,
    "mark": MONEY,
    "missing": COUNT,
    "best": COUNT,
    "worst": COUNT,
    "place": COUNT,
    "missing_share": PERCENT,
    "applicable": PERCENT,
}
_TIE = "1E-9"
"""Totals closer than this are the same total, as in the engine: above float noise, below any
score."""
_PRINTED = TOTAL_ROWS.index(FIRST_WORKING)


def write(book: Book, places: Places, figures: Figures) -> None:
    """Write the sheet."""
    count = len(places.vendors)
    sheet = book.sheet(
        TOTALS,
        "How the scores add up",
        "Section scores are weighted means of the answers. Total = (1 − price share) × quality + "
        "price share × price score. A gap gives a range, never a zero.",
        [34, 10] + [15] * max(1, count),
    )
    sheet.text(4, 0, "Section", "head left")
    sheet.text(4, 1, "Weight", "head")
    for v, name in enumerate(places.ev.matrix.bids.names[:count]):
        sheet.text(4, places.total_col(v), name, "head")
    _sections(sheet, places, figures)
    for what in TOTAL_ROWS:
        row = places.total_row(what)
        working = TOTAL_ROWS.index(what) >= _PRINTED
        key = what in {"total", "rank"}
        sheet.text(row, 0, _WORDS[what], "working" if working else "strong" if key else "text")
        sheet.text(row, 1, "", "working" if working else "text")
    values = _values(places, figures) if count else {}
    for v in range(count):
        for what, (formula, kind) in _formulas(places, v).items():
            row, col = places.total_row(what), places.total_col(v)
            value = values[what][v]
            if formula:
                sheet.formula(row, col, formula, value, _FORMATS.get(what, SCORE), kind)
            else:
                sheet.text(row, col, str(value), kind)
    if count:
        row = places.total_row("running")
        for v in range(count):
            sheet.choices(row, places.total_col(v), row, ["yes", "no"])
        row = places.total_row("total")
        sheet.ws.conditional_format(
            row,
            2,
            row,
            places.last_total_col,
            {"type": "data_bar", "bar_solid": True, "bar_color": "#9CC7CF", "min_type": "num"}
            | {"min_value": 0, "max_type": "num", "max_value": 100, "data_bar_2010": True},
        )
    last = write_gates(sheet, places)
    sheet.finish((4, 4), 2, (last, places.last_total_col))


def _sections(sheet: Sheet, places: Places, figures: Figures) -> None:
    ev = places.ev
    for s, section in enumerate(places.top):
        row = 5 + s
        sheet.text(row, 0, places.project.sections[section].title)
        weights = places.column(BLENDED, section)
        total = figures.total_of(figures.weighing.blended, section)
        sheet.formula(row, 1, f"=SUM({weights})", total, PERCENT)
        for v, vendor in enumerate(places.vendors):
            score = places.column(places.score_col(v, scoring.ADJUSTED), section, SCORES)
            source = places.column(places.score_col(v, scoring.SOURCE), section, SCORES)
            applies = f'(SUM({weights})-SUMIF({source},"not applicable",{weights}))'
            formula = (
                f'=IF({_open(source)}>0,"",IF(SUM({weights})<=0,'
                f"IF(COUNT({score})>0,SUM({score})/COUNT({score}),0),"
                f"IF({applies}<1E-12,0,SUMPRODUCT({weights},{score})/{applies})))"
            )
            value = ev.section_score(vendor, section)
            sheet.formula(row, places.total_col(v), formula, value, SCORE)
    row = 5 + len(places.top)
    sheet.texts(row, 0, ("All of it",) + ("",) * (1 + max(1, len(places.vendors))), "band")
    if places.leaves:
        weights = places.column(BLENDED)
        sheet.formula(row, 1, f"=SUM({weights})", 1.0, PERCENT, "band")


def _open(source: str) -> str:
    """How many cells of a column of sources have no score."""
    parts = (f'COUNTIF({source},"{word}")' for word in ("unanswered", "unscored", "sealed"))
    return "(" + "+".join(parts) + ")"


def _formulas(places: Places, v: int) -> dict[str, tuple[str, str]]:
    """Formula and kind of cell of every figure of one vendor."""
    col = places.total_col(v)

    def at(what: str) -> str:
        return ref(places.total_row(what), col)

    def all_(what: str) -> str:
        return places.totals(what).partition("!")[2]

    weights = places.column(BLENDED)
    score, source, claim, factor = (
        places.column(places.score_col(v, field), sheet=SCORES)
        for field in (scoring.ADJUSTED, scoring.SOURCE, scoring.CLAIMED, scoring.EVIDENCE)
    )
    missing = "+".join(
        f'SUMIF({source},"{word}",{weights})' for word in ("unanswered", "unscored", "sealed")
    )
    n = len(places.vendors) + 1
    mark, cost, price, p = all_("mark"), at("cost"), at("price"), "price_share"
    low, high = f"MIN({mark},{cost})", f"MAX({mark},{cost})"
    gates = block(
        gate_first_row(places), col, gate_first_row(places) + len(places.ev.matrix.bids.gates), col
    )
    exact = f"SUMPRODUCT(--(({all_('high_in')}-{all_('low_in')})>{_TIE}))=0"
    below = f"(1+SUMPRODUCT(--({all_('low_in')}>{at('low_in')}+{_TIE})))"
    own_above = f"(({at('high_in')}>{at('low_in')}+{_TIE})*1)"
    running = f'{at("running")}="yes"'
    # With every total known the list follows it, also where intervals leave the ranks open.
    settled = f'SUMPRODUCT(({all_("running")}="yes")*(1-ISNUMBER({all_("total")})))=0'
    return {
        "quality": (f'=IF({at("missing_share")}>{_TIE},"",{at("earned")})', "key number"),
        "running": ("", "input word"),
        "cost": (f"={ref(places.cost_row(v), 1 + max(1, places.years), COST)}", "number"),
        "price": (
            f'=IF(OR(NOT(ISNUMBER({cost})),COUNT({mark})=0),"",'
            f'IF(price_formula="lowest-ratio",100*{low}/{cost},'
            f'IF(price_formula="ceiling-linear",'
            f'IF(ISNUMBER(price_ceiling),100*MAX(0,1-{cost}/price_ceiling),""),'
            f"IF({high}>{low},100*({high}-{cost})/({high}-{low}),100))))",
            "number",
        ),
        "total": (
            f'=IF(OR({at("quality")}="",AND({p}<>0,{price}="")),"",'
            f"(1-{p})*{at('earned')}+{p}*N({price}))",
            "key number",
        ),
        "rank": (
            f"=IF({running},IF({at('best')}={at('worst')},{at('best')},"
            f'{at("best")}&"–"&{at("worst")}),"out")',
            "key number",
        ),
        "gates": (
            f'=IF(COUNTIF({gates},"fail")>0,COUNTIF({gates},"fail")&" failed",'
            f'IF(COUNTIF({gates},"not shown")>0,COUNTIF({gates},"not shown")&" not shown",'
            f'IF(COUNTIF({gates},"pass")>0,"all passed","none set")))',
            "word",
        ),
        "low": (f"=(1-{p})*{at('quality_low')}+{p}*N({price})", "number"),
        "high": (
            f"=(1-{p})*{at('quality_high')}+{p}*IF(ISNUMBER({price}),{price},100)",
            "number",
        ),
        "missing": (f"={_open(source)}", "number"),
        "missing_share": (
            f"=IF({at('applicable')}<1E-12,1,({missing})/{at('applicable')})",
            "number",
        ),
        "quality_low": (
            f'=IF(evidence_mode="widen",IF({at("applicable")}<1E-12,0,'
            f"20*SUMPRODUCT({weights},{claim},{factor})/{at('applicable')}),{at('earned')})",
            "number",
        ),
        "quality_high": (f"=MIN(100,{at('earned')}+100*{at('missing_share')})", "number"),
        "applicable": (f'=SUM({weights})-SUMIF({source},"not applicable",{weights})', "working"),
        "earned": (
            f"=IF({at('applicable')}<1E-12,0,SUMPRODUCT({weights},{score})/{at('applicable')})",
            "working",
        ),
        "mark": (f'=IF(AND({running},ISNUMBER({cost})),{cost},"")', "working"),
        "low_in": (f"=IF({running},{at('low')},-9)", "working"),
        "high_in": (f"=IF({running},{at('high')},-9)", "working"),
        "best": (
            f"=IF({running},IF({exact},{below},"
            f"1+SUMPRODUCT(--({all_('low_in')}>{at('high_in')}+{_TIE}))),0)",
            "working",
        ),
        "worst": (
            f"=IF({running},IF({exact},{below},"
            f"1+SUMPRODUCT(--({all_('high_in')}>{at('low_in')}+{_TIE}))-{own_above}),0)",
            "working",
        ),
        "key": (
            f"=IF({settled},ROUND(N({at('total')}),9),ROUND(({at('low')}+{at('high')})/2,9)"
            f"-200*{at('worst')}-{200 * n}*{at('best')})-IF({running},0,{200 * n * n})",
            "working",
        ),
        "place": (
            f"=1+SUMPRODUCT(--({all_('key')}>{at('key')}))"
            f"+SUMPRODUCT(({all_('key')}={at('key')})*(COLUMN({all_('key')})<COLUMN()))",
            "working",
        ),
    }


def _values(places: Places, figures: Figures) -> dict[str, list[Value]]:
    """What the formulas come to, vendor by vendor in the order of the columns."""
    ev = places.ev
    rows = [ev.standing_of(v) for v in places.vendors]
    order = [s.vendor for s in ev.standings]
    assert ev.quality is not None
    state = ev.matrix.bids.state
    leaf_weight = np.array([figures.weighing.blended[x] for x in ev.matrix.weights.leaves])
    applies = ((state != int(CellState.NOT_APPLICABLE)) @ leaf_weight).tolist()
    n = len(rows) + 1
    running = [not s.eliminated for s in rows]
    settled = all(s.total is not None for s in rows if not s.eliminated)
    return {
        "quality": [s.quality for s in rows],
        "running": ["yes" if r else "no" for r in running],
        "cost": [s.cost for s in rows],
        "price": [s.price_score for s in rows],
        "total": [s.total for s in rows],
        "rank": [rank_word(ev, s.vendor) for s in rows],
        "gates": [gate_word(ev, s.vendor) for s in rows],
        "low": [s.total_low for s in rows],
        "high": [s.total_high for s in rows],
        "missing": [s.missing for s in rows],
        "missing_share": [s.missing_share for s in rows],
        "quality_low": [s.quality_low for s in rows],
        "quality_high": [s.quality_high for s in rows],
        "applicable": applies,
        "earned": ev.quality.earned.tolist(),
        "mark": [s.cost if r else None for s, r in zip(rows, running, strict=True)],
        "low_in": [s.total_low if r else -9.0 for s, r in zip(rows, running, strict=True)],
        "high_in": [s.total_high if r else -9.0 for s, r in zip(rows, running, strict=True)],
        "best": [s.rank_best for s in rows],
        "worst": [s.rank_worst for s in rows],
        "key": [_key(s, n, settled) - (200 * n * n if s.eliminated else 0) for s in rows],
        "place": [order.index(s.vendor) + 1 for s in rows],
    }


def _key(s: Standing, n: int, settled: bool) -> float:
    if settled:
        return round(s.total or 0.0, 9)
    middle = round((s.total_low + s.total_high) / 2, 9)
    return middle - 200 * s.rank_worst - 200 * n * s.rank_best


def rank_word(ev: Evaluation, vendor: str) -> float | str:
    """A vendor's rank as the sheets show it: 1, 2–3 while open, or out."""
    s = ev.standing_of(vendor)
    if s.eliminated:
        return "out"
    return s.rank_best if s.rank_best == s.rank_worst else f"{s.rank_best}–{s.rank_worst}"
