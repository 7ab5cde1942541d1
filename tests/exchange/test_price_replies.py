"""Price workbooks as they come back: any header, no guessed amount."""

from __future__ import annotations

from decimal import Decimal

import pytest
from replied import Rows, book

from ossbuy.exchange.errors import BadFile
from ossbuy.exchange.replies import load_words
from ossbuy.exchange.replies.prices import Prices, has_prices, read_price_lines

HEADERS = ("Line", "Item", "Category", "Driver", "Unit price", "Currency", "Y0", "Y1")
LINE = ("1", "Licence", "Software", "fixed", "", "EUR", "100", "50")


def read(rows: Rows, sheet: str = "Prices", **forecasts: tuple[Decimal, ...]) -> Prices:
    return read_price_lines(book((sheet, rows), name="p.xlsx"), load_words(), forecasts)


def test_a_price_workbook_as_it_went_out() -> None:
    found = read((HEADERS, LINE, ("", "", "", "", "", "EUR", "", "")))
    (line,) = found.lines
    assert (line.code, line.item, line.category, line.driver) == (
        "1",
        "Licence",
        "Software",
        "fixed",
    )
    assert line.amounts == (Decimal(100), Decimal(50))
    assert found.items == (), "a prepared row nobody filled is no line and no drift"


@pytest.mark.parametrize(
    "headers",
    [
        (
            "Pos",
            "Bezeichnung",
            "Kostenart",
            "Treiber",
            "Einzelpreis",
            "Währung",
            "Jahr 0",
            "Jahr 1",
        ),
        ("No.", "Description", "Type", "Grows with", "Price per unit", "Ccy", "Year 0", "Year 1"),
        (
            "Ligne",
            "Désignation",
            "Catégorie",
            "Inducteur",
            "Prix unitaire",
            "Devise",
            "An 0",
            "An 1",
        ),
    ],
)
def test_headers_of_other_languages_under_a_banner(headers: tuple[str, ...]) -> None:
    found = read((("Acme price offer",), (), headers, LINE), "Tabelle1")
    assert found.lines[0].amounts == (Decimal(100), Decimal(50))
    assert [item.kind for item in found.items] == ["outside"]
    assert has_prices(book(("Tabelle1", (headers, LINE))), load_words())


def test_columns_in_another_order_and_one_more() -> None:
    order = (5, 7, 6, 1, 0)
    rows = [tuple(row[i] for i in order) for row in (HEADERS, LINE)]
    found = read(((*rows[0], "Remark"), (*rows[1], "incl. training")))
    assert found.lines[0].amounts == (Decimal(100), Decimal(50))
    assert "stands in a column that was not asked" in found.items[0].what
    assert found.items[0].said == "incl. training"


def test_a_driver_of_the_request_scales_and_a_stranger_is_said() -> None:
    rows = (
        HEADERS,
        ("1", "Seats", "", "SUB", "0.5", "EUR", "50", "60"),
        ("2", "Tickets", "", "tickets a month", "", "EUR", "5", "5"),
        ("3", "More", "", "sub", "9", "EUR", "1", "1"),
        ("4", "Fix", "", "", "9", "EUR", "1", "1"),
    )
    found = read(rows, SUB=(Decimal(100), Decimal(120)))
    assert [line.scales for line in found.lines] == ["SUB", "", "SUB", ""]
    assert found.lines[0].unit_price == Decimal("0.5")
    said = [item.what for item in found.items]
    assert any("'tickets a month' is no driver" in what for what in said)
    assert any("line 3: its unit price times our forecast" in what for what in said)
    assert any("line 4 has a unit price but names no forecast" in what for what in said)


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (("1", "x", "", "", "", "EUR", "", "1"), "cell G2: the amount is blank"),
        (("1", "x", "", "", "", "EUR", "1,234", "1"), "cell G2: '1,234' can be read in two ways"),
        (("1", "x", "", "", "", "EUR", "tbd", "1"), "cell G2: 'tbd' is not an amount"),
        (
            ("1", "x", "", "", "", "EUR", "7.000,00 €", "1"),
            "cell G2: '7.000,00 €' is not an amount",
        ),
        (("1", "x", "", "", "x", "EUR", "1", "1"), "cell E2: 'x' is not an amount"),
        (("", "x", "", "", "", "EUR", "1", "1"), "cell A2: a priced line needs"),
        (("1", "x", "", "", "", "euro", "1", "1"), "cell F2: 'euro' is no currency"),
    ],
)
def test_what_is_doubtful_is_refused_with_its_cell(row: tuple[str, ...], said: str) -> None:
    with pytest.raises(BadFile) as caught:
        read((HEADERS, row))
    assert said in str(caught.value)


def test_a_year_twice_or_missing_is_refused() -> None:
    with pytest.raises(BadFile, match="stands there twice"):
        read((("Line", "Item", "Currency", "Y0", "Year 0"), ("1", "x", "EUR", "1", "2")))
    with pytest.raises(BadFile, match="without a gap"):
        read((("Line", "Item", "Currency", "Y0", "Y2"), ("1", "x", "EUR", "1", "2")))


def test_other_sheets_and_hidden_ones_are_named() -> None:
    made = book(
        ("Prices", (HEADERS, LINE)), ("Discounts", (("10 % if signed today",),)), hidden="Discounts"
    )
    found = read_price_lines(made, load_words())
    assert "'Discounts', which is hidden, was not read" in found.items[0].what


@pytest.mark.parametrize("said", ["7.000,50", "7,000.50", "7 000,50", "7000.5"])
def test_an_amount_that_can_be_read_in_one_way_only_is_read(said: str) -> None:
    found = read((HEADERS, ("1", "x", "", "", "", "EUR", said, "1,234,567.80")))
    assert found.lines[0].amounts[:2] == (Decimal("7000.50"), Decimal("1234567.80"))
