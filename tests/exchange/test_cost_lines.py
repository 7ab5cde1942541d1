"""Amounts and cost lines as people write them; what may be read in two ways is asked."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ossbuy.exchange.amounts import read_amount
from ossbuy.exchange.cost_lines import EXAMPLE, read_cost_line, write_cost_line
from ossbuy.exchange.errors import BadFile
from ossbuy.model.worth import COST_KINDS, CostLine


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("1900000", "1900000"),
        ("1,5", "1.5"),
        ("0.125", "0.125"),
        ("€1.9M", "1900000"),
        ("3 M€", "3000000"),
        ("160 000", "160000"),
        ("1'900'000", "1900000"),
        ("1.900.000", "1900000"),
        ("EUR 1,200.50", "1200.50"),
        ("1.234,56 EUR", "1234.56"),
        ("200k", "200000"),
        ("1,234k", "1234"),
        ("2 Mio", "2000000"),
        ("1.5 Mio EUR", "1500000"),
        ("0", "0"),
    ],
)
def test_amounts_as_people_write_them(text: str, amount: str) -> None:
    assert read_amount(text, "here") == Decimal(amount)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("1,234", "1234 or 1.2340"),
        ("1.234", "1234 or 1.2340"),
        ("a lot", "not an amount"),
        ("-3", "not an amount"),
        ("1 2", "gaps"),
        ("1.2.3", "not an amount"),
        ("1,2.5", "mixes points and commas"),
        ("12 mil", "ends in"),
        ("", "not an amount"),
    ],
)
def test_doubtful_amounts_are_asked(text: str, said: str) -> None:
    with pytest.raises(BadFile, match=said):
        read_amount(text, "here")


@given(st.decimals(0, 10**9, places=2), st.sampled_from(["{}", "EUR {}", "{} €", "€{}"]))
def test_plain_digits_are_always_read(amount: Decimal, written: str) -> None:
    assert read_amount(written.format(amount), "here") == amount


def test_the_example_reads_as_it_says() -> None:
    line = read_cost_line(EXAMPLE, "line 1")
    assert (line.kind, line.what, line.unit) == ("hours", "re-keying", "h")
    assert (line.quantity_low, line.quantity, line.quantity_high) == (Decimal("1.5"), 2, 3)
    assert line.amount() == Decimal("21340.00")
    assert line.amount("low") == Decimal("16005.000")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("re-keying", "does not read as"),
        ("hour: re-keying; 2 h x 48", "'hour' is no kind"),
        ("hours: ; 2 h x 48", "what is counted"),
        ("hours: re-keying; 2 h", "what one costs"),
        ("hours: re-keying; h x 48", "does not begin with a quantity"),
        ("hours: re-keying; 2/3 h x 48", "neither one quantity nor low/likely/high"),
        ("hours: re-keying; 3/2/1 h x 48", "must stand in this order"),
        ("hours: re-keying; 2 h x many", "not an amount"),
        ("hours: re-keying; 2 h x 3 x 4 x 5", "what one costs"),
        ("hours: " + "x" * 600 + "; 2 h x 3", "longer than 500"),
    ],
)
def test_a_line_that_does_not_read_says_why(text: str, said: str) -> None:
    with pytest.raises(BadFile, match=said):
        read_cost_line(text, "line 1")


def test_a_line_without_a_kind_is_other() -> None:
    line = read_cost_line("cards bought twice; 212 cards × 8200", "line 1")
    assert (line.kind, line.times, line.amount()) == ("other", 1, Decimal(212 * 8200))


WORDS = st.text("abcdefgh -", min_size=1, max_size=20).map(str.strip).filter(bool)
NUMBERS = st.decimals(0, 10**6, places=2)


@given(
    st.sampled_from(COST_KINDS),
    WORDS,
    st.lists(NUMBERS, min_size=3, max_size=3).map(sorted),
    st.booleans(),
    NUMBERS,
    st.decimals(0, 999, places=1),
)
def test_a_written_line_reads_back(
    kind: str, what: str, ends: list[Decimal], ranged: bool, rate: Decimal, times: Decimal
) -> None:
    low, likely, high = ends
    line = CostLine(
        kind=kind,
        what=what,
        quantity=likely,
        quantity_low=low if ranged else None,
        quantity_high=high if ranged else None,
        unit="h",
        rate=rate,
        times=times,
    )
    assert read_cost_line(write_cost_line(line), "line 1") == line


@pytest.mark.parametrize("text", ["x; 1e17 x 10", "x; 2k h x 3", "x; 2 k x 3", "x; 3 Mio x 2"])
def test_a_scaled_quantity_is_refused_not_read_as_a_unit(text: str) -> None:
    with pytest.raises(BadFile, match="digits only"):
        read_cost_line(f"hours: {text}", "line 1")


def test_units_that_only_begin_like_a_scale_are_units() -> None:
    for unit in ("km", "m", "each", "ms", "MB", "e-mails"):
        assert read_cost_line(f"other: x; 2 {unit} x 3", "line 1").unit == unit


def test_a_kind_alone_does_not_say_what_is_counted() -> None:
    with pytest.raises(BadFile, match="does not say what is counted"):
        read_cost_line("hours; 1 x 2", "line 1")
