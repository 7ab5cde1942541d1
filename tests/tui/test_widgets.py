"""Pure drawing: bars, columns, the pain map, the header line."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ossbuy.tui.frame import header_line
from ossbuy.tui.text import plain
from ossbuy.tui.widgets.bar import bar, blocks, dots
from ossbuy.tui.widgets.listing import GAP, Column, line, widths
from ossbuy.tui.widgets.pain_map import Spot, pain_map


def test_a_bar_counts_in_eighths() -> None:
    assert blocks(50, 100, 10) == "█████"
    assert blocks(1, 16, 1) == "▏"
    assert blocks(88.8, 100, 9) == "████████"
    assert blocks(100, 100, 4) == "████"


def test_something_is_never_drawn_as_nothing() -> None:
    assert blocks(0.001, 100, 10) == "▏"
    assert blocks(0, 100, 10) == ""
    assert blocks(float("nan"), 100, 10) == ""


@given(st.floats(0, 200), st.integers(1, 40))
def test_a_bar_keeps_its_width(value: float, width: int) -> None:
    assert bar(value, 100, width).cell_length == width


def test_dots_say_when_nobody_gave_a_grade() -> None:
    assert dots(4).plain == "●●●●○"
    assert dots(None).plain == "not said"


COLUMNS = (
    Column("a", 6, "right"),
    Column("b", 10, flexible=True),
    Column("c", 8, least=60),
    Column("d", 8, least=80),
)


@pytest.mark.parametrize(("room", "shown"), [(30, 2), (60, 3), (79, 3), (80, 4), (120, 4)])
def test_columns_fall_from_the_right(room: int, shown: int) -> None:
    taken = widths(COLUMNS, room)
    assert sum(1 for width in taken if width) == shown
    assert taken[shown:] == [0] * (len(COLUMNS) - shown)
    assert sum(taken) + GAP * (shown - 1) == room


@given(st.lists(st.text(max_size=60), min_size=4, max_size=4), st.integers(30, 120))
def test_a_row_is_exactly_as_wide_as_its_room(texts: list[str], room: int) -> None:
    taken = widths(COLUMNS, room)
    drawn = line([plain(" ".join(text.split())) for text in texts], taken, COLUMNS)
    assert drawn.cell_length == room


def test_pains_on_the_same_spot_move_apart() -> None:
    spots = [Spot(str(i), f"P{i}", 4, 1.0, 3, "C") for i in range(9)]
    drawn = pain_map(spots, 70, 14, "3", "€M").plain
    for i in range(9):
        assert f"P{i}" in drawn
    assert all(len(one) <= 70 for one in drawn.split("\n"))
    assert len(drawn.split("\n")) == 14


@given(st.integers(30, 140), st.text(max_size=100), st.text(max_size=40))
def test_the_header_fits_its_line(width: int, name: str, actor: str) -> None:
    drawn = header_line(width, name, actor, "14:02", "3f9a1cdeadbeef")
    assert drawn.cell_length <= width
    assert "\n" not in drawn.plain
    assert drawn.plain.startswith("ossbuy")


def test_the_header_shows_six_digits_of_the_head() -> None:
    said = header_line(100, "Kestrel", "M. Okafor", "14:02", "3f9a1cdeadbeef").plain
    assert said.endswith("M. Okafor · saved 14:02 · 3f9a1c")
