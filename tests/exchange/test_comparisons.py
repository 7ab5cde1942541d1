"""Existing comparison matrices are understood whatever their layout, and their sums checked."""

from __future__ import annotations

from decimal import Decimal

import pytest
from comparison_books import (
    LAYOUTS,
    Sheets,
    book,
    compliance,
    evaluators,
    groups,
    groups_below,
    harvey,
    headed,
    knocked_out,
    lettered,
    lights,
    money_and_points,
    named_marks,
    one_header,
    panel_below,
    percent,
    plain,
    points,
    reversed_marks,
    sheet_per_vendor,
    subjects,
    tender,
    ticks,
    turned,
    two_levels,
)
from hypothesis import given, settings
from hypothesis import strategies as st

from ossbuy.exchange.comparisons import Comparison, Corrections, understand
from ossbuy.exchange.errors import BadFile

EXPECTED = {
    # layout: (vendors, criteria, headings, weighting, scale, price share)
    plain: (3, 5, 1, "stated", "0–5", 0.0),
    groups: (2, 4, 2, "two levels", "0–5", 0.0),
    sheet_per_vendor: (3, 4, 1, "stated", "0–10", 0.0),
    turned: (3, 4, 1, "stated", "0–5", 0.0),
    two_levels: (2, 7, 3, "two levels", "0–100", 0.0),
    compliance: (2, 6, 1, "stated", "compliance", 0.0),
    harvey: (3, 4, 1, "equal", "harvey balls", 0.0),
    points: (3, 4, 1, "stated", "0–100", 0.0),
    percent: (2, 3, 1, "stated", "0–100 %", 0.0),
    named_marks: (2, 3, 1, "stated", "0–8", 0.0),
    reversed_marks: (3, 3, 1, "stated", "1–4", 0.0),
    subjects: (2, 4, 2, "two levels", "0–5", 0.0),
    ticks: (3, 3, 1, "words", "ticks", 0.0),
    one_header: (2, 3, 2, "stated", "0–5", 0.4),
    lights: (2, 3, 1, "stated", "traffic lights", 0.0),
    money_and_points: (3, 2, 1, "stated", "0–5", 0.4),
    evaluators: (2, 3, 1, "stated", "0–5", 0.0),
    tender: (3, 3, 1, "stated", "0–100", 0.3),
    headed: (2, 4, 2, "two levels", "0–5", 0.0),
    lettered: (2, 2, 1, "stated", "0–5", 0.0),
}


def shares(said: Comparison, vendor: int) -> list[float | None]:
    """One vendor's marks, 0..1, rounded."""
    marks = [c.marks[vendor].share for c in said.criteria]
    return [None if m is None else round(m, 3) for m in marks]


def remarks(said: Comparison) -> str:
    """Everything that was remarked upon, as one text."""
    return "\n".join(r.sentence() for r in said.remarks)


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda f: f.__name__)
def test_every_layout_is_understood(layout) -> None:
    said = understand(book(layout()))
    found = (
        len(said.vendors),
        len(said.criteria),
        len(said.parts),
        said.weighting,
        said.scale.name,
        round(said.price_share, 9),
    )
    assert found == EXPECTED[layout]
    whole = sum(c.effective for c in said.criteria) + said.price_share
    assert whole == pytest.approx(1)


@pytest.mark.parametrize(
    "layout",
    [f for f in LAYOUTS if f not in (compliance, harvey, headed, named_marks, ticks, lights)],
    ids=lambda f: f.__name__,
)
def test_the_sheets_own_totals_are_found_and_agree(layout) -> None:
    said = understand(book(layout()))
    assert said.totals is not None
    assert said.totals.rule
    assert len(said.totals.totals) == len(said.vendors)
    assert not said.totals.wrong


def test_scores_comments_and_cells_come_from_the_vendors_own_columns() -> None:
    said = understand(book(groups()))
    assert said.vendors == ("Northwind", "Skylark")
    assert [p.title for p in said.parts] == ["Functional", "Delivery"]
    assert [c.code for c in said.criteria] == ["1.1", "1.2", "2.1", "2.2"]
    assert shares(said, 0) == [0.8, 0.6, 1.0, 0.8]
    assert shares(said, 1) == [0.6, 1.0, 0.4, 0.8]
    assert said.criteria[1].marks[1].comment == "best seen"
    assert said.criteria[1].marks[1].where == "cell G7"
    assert "weighted scores are not taken but checked" in said.layout


def test_a_sheet_for_each_vendor_is_joined_row_by_row_with_the_prices_beside() -> None:
    said = understand(book(sheet_per_vendor()))
    assert said.vendors == ("Ortho", "Pallas", "Quill")
    assert shares(said, 1) == [0.6, 0.9, 0.7, 0.8]
    assert [row.item for row in said.prices] == ["Licences", "Implementation"]
    assert said.prices[0].amounts == (Decimal(1200000), Decimal(1450000), Decimal(800000))
    assert said.currency == "EUR"
    assert said.price_share == 0


def test_a_vendor_whose_sheet_has_the_rows_in_another_order_keeps_its_scores() -> None:
    sheets = dict(sheet_per_vendor())
    rows = list(sheets["Scores Pallas"])
    sheets["Scores Pallas"] = [rows[0], rows[3], rows[1], rows[4], rows[2], rows[5]]
    assert shares(understand(book(sheets)), 1) == [0.6, 0.9, 0.7, 0.8]


def test_vendors_as_rows_are_turned() -> None:
    said = understand(book(turned()))
    assert said.vendors == ("Ductwise", "OpenLoom", "Colossa")
    assert said.criteria[2].marks[0].where == "cell D3"
    assert [round(c.effective, 3) for c in said.criteria] == [0.4, 0.2, 0.25, 0.15]


def test_two_levels_of_weights_multiply() -> None:
    said = understand(book(two_levels()))
    found = [round(c.effective, 4) for c in said.criteria]
    assert found == [0.25, 0.2, 0.05, 0.15, 0.15, 0.08, 0.12]


def test_the_plain_product_of_two_levels_is_told_by_the_totals() -> None:
    rows = [list(row) for row in two_levels()["Sourcing"]]
    products = [500, 400, 100, 150, 150, 80, 120]
    for vendor, column in enumerate((4, 5)):
        marks = [rows[i][column] for i in range(1, 8)]
        total = sum(p * m for p, m in zip(products, marks, strict=True)) / sum(products)
        rows[8][column] = round(total, 6)
        assert vendor in (0, 1)
    said = understand(book({"S": rows}))
    assert said.totals is not None
    assert said.totals.rule == "section weight × weight × score"
    assert said.criteria[0].effective == pytest.approx(500 / 1500)


def test_a_statement_of_compliance_keeps_blank_and_not_applicable_apart_from_zero() -> None:
    said = understand(book(compliance()))
    assert shares(said, 0) == [1.0, 0.5, 1.0, 0.0, None, None]
    assert [c.marks[0].applies for c in said.criteria] == [True, True, True, True, False, True]
    assert said.blanks == 1
    assert dict(said.scale.words) == {"fc": 1.0, "pc": 0.5, "nc": 0.0}
    assert said.criteria[0].marks[1].comment == "planned for Q3"


def test_most_points_are_weight_and_scale_of_each_row() -> None:
    said = understand(book(points()))
    assert [round(c.effective, 2) for c in said.criteria] == [0.3, 0.2, 0.1, 0.4]
    assert shares(said, 0) == [0.8, 0.75, 0.8, 1.0]
    assert [c.price_points for c in said.criteria] == [False, False, False, True]


def test_school_marks_are_told_by_the_ranks() -> None:
    said = understand(book(reversed_marks()))
    assert said.scale.best == "low"
    assert shares(said, 0) == [0.833, 0.333, 0.667]
    assert "1 is best" in remarks(said)


def test_a_person_may_say_that_low_is_best_or_what_the_scale_is() -> None:
    rows = {"Noten": [list(r) for r in reversed_marks()["Noten"][:4]]}
    assert understand(book(rows)).scale.best == "high"
    said = understand(book(rows), Corrections(scale=(1, 6), best="low"))
    assert shares(said, 0) == [0.9, 0.6, 0.8]


def test_sheets_of_subjects_are_weighed_by_their_summary() -> None:
    said = understand(book(subjects()))
    assert [(p.title, p.weight) for p in said.parts] == [("Functional", 60.0), ("Technical", 40.0)]
    assert "a summary of the others" in "\n".join(r.sentence() for r in said.skipped)


def test_ticks_gates_and_importance_in_words() -> None:
    said = understand(book(ticks()))
    assert said.gates[0].results == ("pass", "pass", "fail")
    assert shares(said, 2) == [1.0, 1.0, 0.0]
    assert [round(c.effective, 3) for c in said.criteria] == [0.5, 0.333, 0.167]
    assert said.prices[0].amounts == (Decimal(120000), Decimal(95000), Decimal(80000))
    assert "they count 3 for high, 2 for medium, 1 for low (assumed)" in remarks(said)


def test_money_in_thousands_is_scored_as_the_sheet_scores_it() -> None:
    said = understand(book(one_header()))
    assert said.prices[0].amounts == (Decimal(4000000), Decimal(3000000))
    assert (said.currency, said.price_formula) == ("USD", "lowest-ratio")


def test_points_that_a_known_formula_gives_money_are_the_price() -> None:
    said = understand(book(money_and_points()))
    assert said.price_formula == "low-high-linear"
    assert [c.title for c in said.criteria] == ["Scope", "Service"]


def test_points_that_no_formula_gives_stay_and_the_money_is_kept_beside() -> None:
    rows = [list(r) for r in money_and_points()["Eval"][:5]]
    rows[3][2:] = [3, 4, 1]
    said = understand(book({"Eval": rows}))
    assert [c.title for c in said.criteria] == ["Scope", "Service", "Price score"]
    assert said.price_share == 0
    assert "a formula ossbuy does not have" in remarks(said)


def test_a_wrong_total_is_named_with_its_cell() -> None:
    rows = [list(r) for r in plain()["Scoring"]]
    rows[8][3] = 4.1
    said = understand(book({"Scoring": rows}))
    assert said.totals is not None
    wrong = said.totals.wrong
    assert [(w.where, w.said, round(w.recomputed, 6)) for w in wrong] == [("cell D9", 4.1, 3.6)]


def test_a_blank_that_the_sheet_counts_as_nothing_is_named() -> None:
    rows = [list(r) for r in plain()["Scoring"]]
    rows[4][5] = None
    rows[8][5] = 3.5 - 0.4
    said = understand(book({"Scoring": rows}))
    assert said.blanks == 1
    assert (
        "cell F5: it is blank, and the sheet's own total of Gamma counts that as 0; here it stays "
        "open, and the total is a range." in remarks(said)
    )


def test_a_row_that_every_sum_forgets_is_named() -> None:
    rows = [list(r) for r in plain()["Scoring"]]
    # The sums end one row above the last criterion, the commonest slip there is.
    rows[8][3:] = [3.6 - 0.4, 3.95 - 0.8, 3.5 - 0.8]
    said = understand(book({"Scoring": rows}))
    assert said.totals is not None
    assert said.totals.left_out == "Support in our time zone"
    assert len(said.totals.wrong) == 3


def test_totals_that_follow_from_nothing_are_said_to() -> None:
    rows = [list(r) for r in plain()["Scoring"]]
    rows[8][3:] = [12, 90, 33]
    said = understand(book({"Scoring": rows}))
    assert said.totals is not None
    assert said.totals.rule == ""


BAD = {
    "one vendor": (
        {"S": [["Criterion", "Weight", "Acme"], ["A", 50, 4], ["B", 50, 3]]},
        "only one vendor has scores",
    ),
    "negative": (
        {"S": [["Criterion", "Weight", "Acme", "Beta"], ["A", 50, 4, 3], ["B", -50, 3, 4]]},
        "weights cannot be negative",
    ),
    "no table": ({"S": [["Dear all"], ["please find attached"]]}, "no table with vendors' scores"),
    "nothing": ({"S": []}, "it holds no values"),
    "only prices": (
        {"S": [["Item", "Acme", "Beta"], ["Price A", "€10000", "€20000"], ["Cost B", "€1", "€2"]]},
        "there is nothing to weigh them against",
    ),
    "formulas without values": (
        {"S": [["Criterion", "Weight", "Acme", "Beta"], ["A", 50, "", ""], ["B", 50, "", ""]]},
        "no table with vendors' scores",
    ),
}


@pytest.mark.parametrize("name", BAD)
def test_what_cannot_be_compared_gets_one_sentence(name: str) -> None:
    sheets, expected = BAD[name]
    with pytest.raises(BadFile) as no:
        understand(book(sheets))
    sentence = str(no.value)
    assert expected in sentence
    assert "\n" not in sentence
    assert sentence.endswith(".")


ODD = {
    "weights missing": (
        {"S": [["Criterion", "Acme", "Beta"], ["A", 4, 3], ["B", 2, 5]]},
        "The sheet has no weights: every criterion counts the same.",
    ),
    "one weight missing": (
        {"S": [["Criterion", "Weight", "Acme", "Beta"], ["A", 100, 4, 3], ["B", None, 2, 5]]},
        "1 criterion has no weight and counts for nothing: B.",
    ),
    "sum": (
        {"S": [["Criterion", "Weight", "Acme", "Beta"], ["A", 50, 4, 3], ["B", 47, 2, 5]]},
        "The weights add up to 97, not 100: taken in proportion.",
    ),
    "weight in prose": (
        {"S": [["Criterion", "Weight", "Acme", "Beta"], ["A", 50, 4, 3], ["B", "lots", 2, 5]]},
        "'lots' is no weight: the row counts for nothing.",
    ),
    "text for a number": (
        {
            "S": [
                ["Criterion", "Weight", "Acme", "Beta"],
                ["A", 50, "four", 3],
                ["B", 25, 2, 5],
                ["C", 25, 1, 1],
            ]
        },
        "cell C2: 'four' is no score: left unscored.",
    ),
    "outside the scale": (
        {
            "S": [
                ["Scores from 0 to 5", None, None, None],
                ["Criterion", "Weight", "Acme", "Beta"],
                ["A", 50, 4, 3],
                ["B", 50, 2, -1],
            ]
        },
        "cell D4: '-1' lies outside the scale 0 to 5: left unscored",
    ),
    "doubtful money": (
        {
            "S": [
                ["Criterion", "Weight", "Acme", "Beta"],
                ["A", 50, 4, 3],
                ["Price EUR", 50, "1,200", "1,300"],
            ]
        },
        "cell C3: '1,200' may be 1200 or 1.2000; write one of them.",
    ),
}


@pytest.mark.parametrize("name", ODD)
def test_what_is_odd_is_said_with_its_cell(name: str) -> None:
    sheets, expected = ODD[name]
    assert expected in remarks(understand(book(sheets)))


def test_not_answered_is_never_zero() -> None:
    for word in ("n/a", "tbd", "-", "", "pending"):
        rows = [["Criterion", "Weight", "Acme", "Beta"], ["A", 50, word, 3], ["B", 50, 2, 5]]
        assert understand(book({"S": rows})).criteria[0].marks[0].share is None, word


def test_corrections_move_everything() -> None:
    rows = [
        ["what", "x", "y", "Acme", "Beta", "Gamma"],
        ["Speed", 30, 70, 1, 2, 3],
        ["Price in k EUR", 20, 10, 5, 6, 7],
        ["ignore me", 1, 1, 1, 1, 1],
        ["Reach", 70, 30, 3, 2, 1],
    ]
    said = understand(
        book({"S": rows}),
        Corrections(
            header=1,
            criteria="A",
            weights="C",
            vendors="D:E",
            scale=(0, 4),
            prices=(3,),
            leave_out=(4,),
            currency="USD",
        ),
    )
    assert said.vendors == ("Acme", "Beta")
    assert [c.title for c in said.criteria] == ["Speed", "Reach"]
    assert said.scale.top == 4
    assert said.prices[0].amounts == (Decimal(5000), Decimal(6000))
    assert said.price_share == pytest.approx(10 / 110)
    assert said.currency == "USD"


def test_a_wrong_correction_is_one_sentence() -> None:
    for told, expected in (
        (Corrections(sheet="Nope"), "it has no sheet 'Nope'"),
        (Corrections(vendors="C-D"), "is not a column letter"),
        (Corrections(criteria="?"), "is not a column letter"),
    ):
        with pytest.raises(BadFile, match=expected):
            understand(book(plain()), told)


def test_a_price_whose_label_says_its_share_gets_it() -> None:
    said = understand(book(tender()))
    assert said.price_formula == "lowest-ratio"
    assert [round(c.effective, 4) for c in said.criteria] == [0.35, 0.21, 0.14]
    assert said.totals is not None
    assert said.totals.label == "Final score"
    rows = [list(row) for row in tender()["Tender"]]
    rows[7][3] = 88.3
    wrong = understand(book({"Tender": rows})).totals
    assert wrong is not None
    assert [(w.where, w.said, round(w.recomputed, 6)) for w in wrong.wrong] == [
        ("cell D8", 88.3, 78.3)
    ]


def test_of_two_columns_of_answers_the_numbers_count_and_the_other_is_named() -> None:
    rows = [
        [None, None, "Acme", None, None, "Beta", None, None],
        ["Ref", "Requirement", *(["Compliance", "Score", "Comment"] * 2)],
        ["R1", "Alarms", "FC", 5, "ok", "PC", 3, ""],
        ["R2", "Tickets", "PC", 3, "", "FC", 5, "x"],
    ]
    said = understand(book({"S": rows}))
    assert shares(said, 0) == [1.0, 0.6]
    assert "column F: not read (“Compliance”)" in [r.sentence() for r in said.skipped]


def test_each_evaluators_scores_are_kept_and_what_a_panel_agreed_counts_alone() -> None:
    said = understand(book(evaluators()))
    mark = said.criteria[0].marks[0]
    assert [(name, share, where) for name, share, _, where in mark.judges] == [
        ("Ana", 0.8, "cell C3"),
        ("Ben", 1.0, "cell D3"),
        ("Cy", 0.6, "cell E3"),
    ]
    assert mark.share == pytest.approx(0.8)
    assert "scores of 3 evaluators each (Ana, Ben, Cy)" in said.layout
    rows = [list(row) for row in evaluators()["Panel"]]
    rows[1] = ["Criterion", "Weight", *(["Ana", "Ben", "Cy", "Agreed"] * 2)]
    rows[2][5] = 5
    agreed = understand(book({"Panel": rows})).criteria[0].marks[0]
    assert agreed.share == 1
    assert agreed.judges == ()


def test_a_named_column_need_not_be_in_every_sheet() -> None:
    said = understand(book(groups()), Corrections(vendors="D,G"))
    assert said.vendors == ("Northwind", "Skylark")


SAID = (
    "|||Weight|Score|Total|Acme|Beta|Vendor|Criterion|Price|EUR|1|2|3|4|5|0|-1|100|25%|0.5|1,5|"
    "1.234,56|12.300.000|FC|PC|NC|●|✓|x|n/a|tbd|pass|fail|Rank|Weighted|Comment|High|Low|#DIV/0!|"
    "\x00|[b]|1e308|99999999999999|€ 5|5/0|4/5|★★★|1.1|Total price|Category|Max|inf|nan|٣|½"
)
CELLS = st.sampled_from(SAID.split("|"))


@settings(max_examples=30, deadline=None)
@given(
    st.sampled_from(LAYOUTS),
    st.lists(st.tuples(st.integers(0, 12), st.integers(0, 8), CELLS), max_size=8),
    st.lists(st.lists(CELLS, max_size=8), max_size=12),
)
def test_whatever_stands_in_the_cells_it_is_understood_or_refused(layout, changes, other) -> None:
    sheets = {name: [list(row) for row in rows] for name, rows in layout().items()}
    rows = next(iter(sheets.values()))
    for row, column, cell in changes:
        if row < len(rows) and column < len(rows[row]):
            rows[row][column] = cell
    for tried in (sheets, {"S": other}, {**sheets, "Other": other}):
        refused, said = "", None
        try:
            said = understand(book(tried))
        except BadFile as no:
            refused = str(no)
        assert "\n" not in refused
        if said is None:
            continue
        assert len(said.vendors) > 1
        assert all(c.title and len(c.marks) == len(said.vendors) for c in said.criteria)
        shares = [m.share for c in said.criteria for m in c.marks if m.share is not None]
        assert all(0 <= share <= 1 for share in shares)
        whole = sum(c.effective for c in said.criteria) + said.price_share
        assert whole == pytest.approx(1) or whole == 0


def test_hidden_sheets_are_counted_and_not_read() -> None:
    from dataclasses import replace

    whole = book({**plain(), "Secret": plain()["Scoring"]})
    hidden = replace(whole, sheets=(whole.sheets[0], replace(whole.sheets[1], state="hidden")))
    said = understand(hidden)
    assert "sheet Secret: it is hidden: not read" in [r.sentence() for r in said.skipped]


@st.composite
def matrices(draw: st.DrawFn) -> tuple[list[int], list[list[int]]]:
    """Weights that add up to 100, and scores 0 to 5 for two to five vendors."""
    rows = draw(st.integers(3, 9))
    vendors = draw(st.integers(2, 5))
    cuts = sorted(draw(st.sets(st.integers(1, 99), min_size=rows - 1, max_size=rows - 1)))
    weights = [b - a for a, b in zip([0, *cuts], [*cuts, 100], strict=True)]
    mark = st.integers(0, 5)
    scores = [[draw(mark) for _ in range(vendors)] for _ in range(rows)]
    scores[0][0] = 5
    return weights, scores


def laid_out(weights: list[int], scores: list[list[int]]) -> dict[str, Sheets]:
    """The same matrix in four layouts."""
    names = ["Acme", "Beta", "Gamma", "Delta", "Epsilon"][: len(scores[0])]
    asked = [f"Ability {chr(65 + i)}" for i in range(len(weights))]
    totals = [
        sum(w * row[v] for w, row in zip(weights, scores, strict=True)) / 100
        for v in range(len(names))
    ]
    body = [[a, w, *row] for a, w, row in zip(asked, weights, scores, strict=True)]
    wide = [
        [a, w, *(cell for s in row for cell in (s, None, w * s / 100))]
        for a, w, row in zip(asked, weights, scores, strict=True)
    ]
    return {
        "columns": {"S": [["Criterion", "Weight", *names], *body, ["Total", 100, *totals]]},
        "groups": {
            "S": [
                [None, None, *(cell for n in names for cell in (n, None, None))],
                ["Criterion", "Weight", *(["Score", "Comment", "Weighted"] * len(names))],
                *wide,
                ["Total", 100, *(cell for t in totals for cell in (None, None, t))],
            ]
        },
        "rows": {
            "S": [
                ["Vendor", *asked, "Total"],
                ["Weight", *weights, 100],
                *([n, *(row[v] for row in scores), totals[v]] for v, n in enumerate(names)),
            ]
        },
        "sheets": {
            n: [
                ["Criterion", "Weight", "Score"],
                *([a, w, row[v]] for a, w, row in zip(asked, weights, scores, strict=True)),
                ["Total", 100, totals[v]],
            ]
            for v, n in enumerate(names)
        },
    }


@settings(max_examples=25, deadline=None)
@given(matrices())
def test_any_matrix_says_the_same_in_four_layouts(matrix) -> None:
    weights, scores = matrix
    for name, sheets in laid_out(weights, scores).items():
        said = understand(book(sheets), Corrections(scale=(0, 5)))
        assert len(said.vendors) == len(scores[0]), name
        assert [round(100 * c.effective) for c in said.criteria] == weights, name
        for vendor in range(len(scores[0])):
            expected = [row[vendor] / 5 for row in scores]
            assert [c.marks[vendor].share for c in said.criteria] == expected, name
        assert said.totals is not None, name
        assert said.totals.rule, name
        assert not said.totals.wrong, name


def test_the_row_under_the_vendors_names_says_who_scored_what() -> None:
    said = understand(book(panel_below()))
    assert said.vendors == ("Zebra", "Adder")
    marks = said.criteria[0].marks
    assert [[name for name, *_ in m.judges] for m in marks] == [["Anna", "Ben"]] * 2
    assert [m.share for m in marks] == [pytest.approx(0.6), pytest.approx(0.7)]
    assert said.totals is not None
    assert not said.totals.wrong
    said = understand(book(groups_below()))
    assert [c.title for c in said.criteria] == ["Bestandsmodell", "Abgleich", "Referenzen"]
    assert [c.weight for c in said.criteria] == [50, 30, 20]
    assert said.totals is not None
    assert not said.totals.wrong


def test_a_total_is_told_by_its_numbers_where_no_list_knows_its_name() -> None:
    said = understand(book(knocked_out()))
    assert [c.title for c in said.criteria] == ["Function", "Operation", "People"]
    assert said.totals is not None
    assert said.totals.label == "Bilan"
    # As heavy as all others together, but its marks follow from nothing: a criterion.
    rows = [*knocked_out()["Matrix"][:-1], ["Price", 10, 8, 10, 3]]
    assert [c.title for c in understand(book({"M": rows})).criteria][-1] == "Price"


def test_a_knock_out_is_pass_or_fail_and_no_criterion() -> None:
    said = understand(book(knocked_out()))
    assert [(g.title, g.results) for g in said.gates] == [
        ("Hosting in the EU", ("pass", "pass", "fail")),
        ("Mandatory: data export", ("pass", "pass", "pass")),
    ]
    # Ticks with a weight stay criteria.
    rows = [
        ["Criterion", "Weight", "Plover", "Quail"],
        ["Gate", 3, "yes", "no"],
        ["Two", 2, "no", "yes"],
    ]
    assert not understand(book({"M": rows})).gates
