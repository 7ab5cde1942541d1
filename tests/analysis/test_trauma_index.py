"""Trauma index: what it is made of, and that unknown is not zero."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from kestrel_tables import KESTREL
from sample_tables import COEFFICIENTS

from ossbuy.analysis.trauma import (
    TERMS,
    BadTrauma,
    trauma_bounds,
    trauma_index,
    trauma_parts,
)

levels = st.floats(0, 5)
pains = st.tuples(
    levels, levels, levels, st.floats(0, 1e7), st.floats(0, 120), st.sampled_from([0.6, 0.9, 1])
)


def test_says_why_it_is_88_8():
    assert KESTREL.parts.sentence(0) == (
        "P1: trauma 88.8 = severity 30.0 + cost 19.8 + months 15.0 + frequency 12.0 + breadth 12.0."
    )


@given(pains)
def test_parts_add_up_and_stay_on_the_scale(pain):
    parts = trauma_parts(*pain, COEFFICIENTS)
    assert parts.points.sum() == pytest.approx(parts.index[0], abs=1e-9)
    assert 0 <= parts.index[0] <= 100
    assert parts.low[0] == pytest.approx(parts.index[0], abs=1e-9)
    assert parts.high[0] == pytest.approx(parts.index[0], abs=1e-9)


@given(pains, st.integers(0, 4), st.floats(0, 1))
def test_more_of_anything_never_hurts_less(pain, term, grow):
    worse = list(pain)
    top = 5 if term < 3 else 1e8
    worse[term] += grow * (top - worse[term])
    assert trauma_index(*worse, COEFFICIENTS)[0] >= trauma_index(*pain, COEFFICIENTS)[0] - 1e-9


@given(pains, st.sets(st.sampled_from([1, 2, 3, 4])), st.data())
def test_bounds_hold_whatever_the_unknown_turns_out_to_be(pain, unknown, data):
    gaps = [np.nan if i in unknown else x for i, x in enumerate(pain)]
    low, high = trauma_bounds(*gaps, COEFFICIENTS)
    index = trauma_index(*gaps, COEFFICIENTS)
    assert low[0] - 1e-9 <= index[0] <= high[0] + 1e-9
    truth = trauma_index(*pain, COEFFICIENTS)
    assert low[0] - 1e-9 <= truth[0] <= high[0] + 1e-9
    assert np.isfinite([low, high, index]).all()


def test_an_unknown_cost_is_not_no_cost():
    known = trauma_index(5, 5, 5, 0, 36, 1, COEFFICIENTS)
    unknown = trauma_parts(5, 5, 5, np.nan, 36, 1, COEFFICIENTS)
    assert known[0] == pytest.approx(75)
    assert unknown.index[0] == pytest.approx(100)
    assert (unknown.low[0], unknown.high[0]) == (pytest.approx(75), pytest.approx(100))
    assert unknown.unknown == (("cost",),)
    assert "between 75.0 and 100.0" in unknown.sentence(0)


@pytest.mark.parametrize(
    ("position", "value", "term"),
    [
        (0, 6, "severity"),
        (0, np.nan, "severity"),
        (1, -1, "frequency"),
        (3, -5, "cost"),
        (4, np.inf, "months"),
        (5, np.nan, "evidence factor"),
        (5, 1.2, "evidence factor"),
    ],
)
def test_a_value_off_its_scale_is_refused_by_name(position, value, term):
    columns = [[3.0, 3.0] for _ in range(5)] + [[0.9, 0.9]]
    columns[position][1] = value
    with pytest.raises(BadTrauma) as refused:
        trauma_index(*columns, COEFFICIENTS)
    assert (refused.value.index, refused.value.term) == (1, term)


def test_coefficients_that_do_not_sum_to_1_are_refused():
    with pytest.raises(ValueError, match="sum to 1"):
        replace(COEFFICIENTS, severity=0.4)


def test_coefficients_are_all_arguments():
    only_cost = replace(
        COEFFICIENTS, severity=0, frequency=0, breadth=0, months=0, cost=1, scale_top=10
    )
    assert trauma_index(10, 0, 0, 5e6, 0, 1, only_cost)[0] == pytest.approx(100)
    assert TERMS[3] == "cost"
    assert trauma_index(10, 0, 0, np.nan, 0, 1, only_cost)[0] == 0


def test_results_cannot_be_written_to():
    with pytest.raises(ValueError, match="read-only"):
        KESTREL.parts.index[0] = 0
