"""Revenue at risk: products by hand, nothing counted twice, nothing invented."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ossbuy.analysis.revenue import (
    ALREADY,
    COUNTED,
    FACTORS,
    NO_LEVER,
    NOT_KNOWN,
    OBSTRUCTS,
    Benefit,
    revenue_at_risk,
)

HOMES = Benefit("homes", "conversion", "homes", 2e6, 0.02, 0.05, 0.11, 0.4, 0.5)
share = st.floats(0, 1)


@st.composite
def benefits(draw: st.DrawFn) -> Benefit:
    loss = sorted(draw(st.tuples(share, share, share)))
    ranged = draw(st.booleans())
    return Benefit(
        draw(st.uuids()).hex,
        draw(st.sampled_from(["conversion", "churn", ""])),
        draw(st.sampled_from(["homes", "Homes ", "business", ""])),
        draw(st.none() | st.floats(0, 1e9)),
        loss[0] if ranged else None,
        draw(st.sampled_from([loss[1], None])),
        loss[2] if ranged else None,
        draw(st.none() | share),
        draw(st.none() | share),
        draw(st.booleans()),
    )


def test_the_amount_is_volume_times_loss_times_margin_times_attribution() -> None:
    found = revenue_at_risk([HOMES])
    (line,) = found.lines
    # 2,000,000 × 0.05 × 0.4 × 0.5, and the same with 0.02 and 0.11
    assert (line.low, line.likely, line.high) == pytest.approx((8_000, 20_000, 44_000))
    assert line.mean == pytest.approx(24_000)
    assert (found.low, found.likely, found.high, found.mean) == (
        line.low,
        line.likely,
        line.high,
        line.mean,
    )
    assert line.state == COUNTED


def test_within_a_lever_and_segment_only_the_largest_counts() -> None:
    smaller = replace(HOMES, id="smaller", segment=" HOMES", volume=1e6)
    other = replace(HOMES, id="business", segment="business")
    found = revenue_at_risk([smaller, HOMES, other])
    assert [line.state for line in found.lines] == [ALREADY, COUNTED, COUNTED]
    assert found.lines[0].by == "homes"
    assert found.likely == pytest.approx(40_000)
    assert found.left_out() == "left out: 1 counted already"
    assert found.lines[0].words("P1") == "counted already by P1"
    assert found.lines[1].words() == "counts"


@pytest.mark.parametrize(("volume", "likely"), [(5e6, 50_000), (3e6, 40_000)])
def test_a_case_for_everybody_counts_instead_of_its_segments_or_not_at_all(
    volume: float, likely: float
) -> None:
    everybody = replace(HOMES, id="all", segment="", volume=volume)
    business = replace(HOMES, id="business", segment="business")
    found = revenue_at_risk([HOMES, business, everybody])
    assert found.likely == pytest.approx(likely)


@pytest.mark.parametrize("name", [name for name, _ in FACTORS])
def test_a_missing_factor_makes_it_not_known_and_never_zero(name: str) -> None:
    found = revenue_at_risk([replace(HOMES, **{name: None})])
    (line,) = found.lines
    assert (line.state, line.likely, line.mean) == (NOT_KNOWN, None, None)
    assert (found.likely, found.mean, found.low) == (None, None, None)
    words = dict(FACTORS)[name]
    assert line.words() == f"not known: {words} is missing"


def test_several_missing_factors_are_all_named() -> None:
    (line,) = revenue_at_risk([Benefit("x", "churn", "homes", 1.0)]).lines
    assert line.words() == (
        "not known: the likely loss, the margin and the share the system is to blame for are "
        "missing"
    )


def test_an_obstructing_benefit_is_listed_and_kept_out() -> None:
    found = revenue_at_risk([replace(HOMES, id="trap", volume=9e9, obstructs=True), HOMES])
    assert [line.state for line in found.lines] == [OBSTRUCTS, COUNTED]
    assert found.likely == pytest.approx(20_000)
    assert [line.id for line in found.of(OBSTRUCTS)] == ["trap"]
    assert found.lines[0].words() == "obstructs the customer: never counted"


def test_without_a_lever_it_is_not_added_up() -> None:
    found = revenue_at_risk([replace(HOMES, lever=" ")])
    assert found.lines[0].state == NO_LEVER
    assert found.likely is None
    assert "say which lever" in found.lines[0].words()


def test_a_total_with_a_case_without_a_range_has_no_range() -> None:
    point = replace(HOMES, id="point", segment="business", loss_low=None)
    found = revenue_at_risk([HOMES, point])
    assert found.likely == pytest.approx(40_000)
    assert (found.low, found.mean, found.high) == (None, None, None)
    assert found.without_range == 1


@given(st.lists(benefits(), max_size=12))
def test_every_case_is_accounted_for(cases: list[Benefit]) -> None:
    found = revenue_at_risk(cases)
    assert [line.id for line in found.lines] == [c.id for c in cases]
    for case, line in zip(cases, found.lines, strict=True):
        assert (line.likely is None) == bool(case.missing)
        assert (line.state == OBSTRUCTS) == case.obstructs
        if line.mean is not None:
            assert line.low is not None
            assert line.high is not None
            assert line.low - 1e-6 <= line.mean <= line.high + 1e-6
    counted = found.of(COUNTED)
    assert found.likely == (pytest.approx(sum(c.likely for c in counted)) if counted else None)
    assert all(line.by in {c.id for c in counted} for line in found.of(ALREADY)) or any(
        not c.segment.strip() for c in cases
    )


@given(st.lists(benefits(), max_size=10), st.randoms(use_true_random=False))
def test_the_total_does_not_depend_on_the_order(cases: list[Benefit], dice) -> None:
    shuffled = list(cases)
    dice.shuffle(shuffled)
    one, other = revenue_at_risk(cases), revenue_at_risk(shuffled)
    assert one.likely == pytest.approx(other.likely)
    assert len(one.of(COUNTED)) == len(other.of(COUNTED))


@given(st.lists(benefits(), max_size=10), benefits())
def test_one_more_case_never_lowers_the_total_nor_adds_more_than_itself(
    cases: list[Benefit], more: Benefit
) -> None:
    before = revenue_at_risk(cases).likely or 0.0
    after = revenue_at_risk([*cases, more])
    now = after.likely or 0.0
    own = after.lines[-1].likely or 0.0
    assert now >= before * (1 - 1e-12) - 1e-6
    assert now <= (before + own) * (1 + 1e-12) + 1e-6
    if more.obstructs or not more.lever or own == 0.0:
        assert now == pytest.approx(before)


@given(st.lists(benefits(), max_size=10), st.sampled_from(["homes", ""]))
def test_the_same_case_twice_counts_once(cases: list[Benefit], segment: str) -> None:
    cases = [*cases, replace(HOMES, segment=segment)]
    again = [*cases, replace(HOMES, id="again", segment=segment)]
    assert revenue_at_risk(again).likely == pytest.approx(revenue_at_risk(cases).likely)
