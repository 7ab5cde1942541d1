"""The pictures are pure functions: they fit, they say their numbers, and they hold any input."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from ossbuy.tui.text import plain
from ossbuy.tui.widgets.acceptance import strip, whole
from ossbuy.tui.widgets.crossing import crossing
from ossbuy.tui.widgets.grid import Across, Down, View, draw, shown_columns
from ossbuy.tui.widgets.lines import Straight, line_chart
from ossbuy.tui.widgets.ranking import diverging, stacked
from ossbuy.tui.widgets.slider import track
from ossbuy.tui.widgets.tornado import Interval, tornado

SHARES = st.lists(st.floats(0.01, 1), min_size=1, max_size=9).map(
    lambda found: [one / sum(found) for one in found]
)
WORDS = st.text(max_size=60)


@settings(max_examples=40)
@given(SHARES, st.integers(8, 120))
def test_places_fill_the_strip_exactly(shares: list[float], width: int) -> None:
    cells = whole(shares, width)
    assert sum(cells) == width
    assert all(abs(c - s * width) < 1 for c, s in zip(cells, shares, strict=True))


@settings(max_examples=40)
@given(WORDS, SHARES, st.integers(50, 140))
def test_a_strip_fits_and_says_its_first_share(label: str, shares: list[float], width: int) -> None:
    drawn = strip(label, shares, width)
    assert drawn.cell_length <= width
    assert f"{100 * shares[0]:.1f} %" in drawn.plain


@settings(max_examples=40)
@given(st.floats(0, 100), st.floats(0, 100), st.integers(0, 60))
def test_a_stacked_bar_is_as_long_as_the_total(quality: float, price: float, width: int) -> None:
    drawn = stacked(quality, price, width)
    assert drawn.cell_length == round(min(100.0, quality + price) / 100 * width)


@settings(max_examples=40)
@given(st.floats(-50, 50), st.integers(7, 31))
def test_a_lead_is_drawn_to_the_right_and_a_lag_to_the_left(value: float, width: int) -> None:
    drawn = diverging(value, 50, width).plain
    middle = drawn.index("│")
    assert middle == (width - 1) // 2
    assert len(drawn) <= width
    if value > 0:
        assert drawn[middle + 1 :].strip()
    if value < 0:
        assert drawn[:middle].strip()
        assert drawn[middle + 1 :] == ""


@settings(max_examples=40)
@given(st.floats(0, 1), st.integers(5, 80), st.lists(st.floats(0, 1), max_size=4))
def test_a_slider_s_knob_stands_where_its_value_is(
    value: float, width: int, marks: list[float]
) -> None:
    drawn = track(value, width, marks).plain
    assert len(drawn) == width
    assert drawn.index("●") - 1 == round(value * (width - 3))


@settings(deadline=None, max_examples=40)
@given(st.permutations(range(6)), st.integers(2, 20), st.integers(-1, 5))
def test_crossing_lines_begin_and_end_at_their_rows(
    order: list[int], width: int, current: int
) -> None:
    lines = crossing(list(enumerate(order)), width, 6, current).plain.split("\n")
    assert [len(line) for line in lines] == [width] * 6
    assert all(line[0] != " " and line[-1] != " " for line in lines)


def test_two_lines_cross_in_the_middle_and_the_current_one_is_marked() -> None:
    drawn = crossing([(0, 1), (1, 0)], 10, 2, 0)
    assert any("bold" in str(span.style) for span in drawn.spans)
    assert not any("bold" in str(s.style) for s in crossing([(0, 1), (1, 0)], 10, 2).spans)


@settings(deadline=None, max_examples=40)
@given(
    st.lists(st.tuples(WORDS, st.floats(0, 100), st.floats(0, 100)), min_size=1, max_size=8),
    st.integers(20, 140),
    st.integers(3, 40),
    st.floats(0, 1),
)
def test_a_line_chart_fits_its_place(
    found: list[tuple[str, float, float]], width: int, height: int, now: float
) -> None:
    series = [Straight(*one) for one in found]
    drawn = line_chart(series, width, height, now, [now], ("0", "1"))
    lines = drawn.split("\n")
    if "no room" in drawn.plain:
        assert width < 40 or height < 5
        return
    assert len(lines) == height
    assert all(line.cell_length <= width for line in lines)
    best = max(series, key=lambda s: s.at(now))
    assert f"{best.at(now):.1f}" in drawn.plain


def test_the_tightest_interval_comes_first_and_every_number_has_its_unit() -> None:
    loose = Interval("a", "loose", 0.5, 0.0, 1.0, "", "")
    tight = Interval("b", "[tight]", 0.2, 0.1, 0.25, "Left", "Right")
    for words in (False, True):
        lines = tornado([loose, tight], 80, "b", words=words).plain.split("\n")
        assert lines[1].startswith("[tight]")
        assert "10.0–25.0 %" in lines[1]
        assert all(len(line) <= 80 for line in lines)
    assert "below 10.0 % Left leads · above 25.0 % Right leads" in lines[2]


@settings(deadline=None, max_examples=40)
@given(
    st.integers(0, 12),
    st.integers(0, 30),
    st.integers(20, 120),
    st.integers(2, 30),
    WORDS,
    st.data(),
)
def test_a_grid_never_draws_outside_its_place(
    columns: int, rows: int, width: int, height: int, text: str, data: st.DataObject
) -> None:
    across = [Across(str(i), plain("head"), 7) for i in range(columns)]
    cells = tuple(plain(text.replace("\n", " ")) for _ in across)
    name = plain(text.replace("\n", " ").replace("\r", " "))
    down = [Down(str(i), name, cells) for i in range(rows)]
    view = View(width, height, data.draw(st.integers(0, 40)), data.draw(st.integers(0, 12)))
    seen = shown_columns(across, view)
    assert not columns or len(seen) >= 1
    for line in draw(across, down, [], view).split("\n"):
        assert line.cell_length <= width
