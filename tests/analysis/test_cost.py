"""Cost: published present values, named timing, and doing nothing as a row."""

import json
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ossbuy.analysis.scoring.cost import do_nothing, npv, total_cost

ORACLES = Path(__file__).parent.parent / "oracles"


@pytest.mark.parametrize("case", ["case1", "case2"])
def test_published_present_values(case):
    oracle = json.loads((ORACLES / "npv-numpy-financial.json").read_text())
    given_ = oracle["inputs"][case]
    assert npv(given_["cashflows"], given_["rate"], "start") == pytest.approx(
        oracle["expected"][case], abs=oracle["tolerance"][case]
    )


@given(st.lists(st.floats(0, 1e6), min_size=1, max_size=8), st.floats(0.001, 0.3))
def test_timing_conventions_differ_by_half_a_year_each(flows, rate):
    start, middle, end = (npv(flows, rate, t) for t in ("start", "mid-year", "end"))
    assert end * (1 + rate) == pytest.approx(start)
    assert middle * (1 + rate) ** 0.5 == pytest.approx(start)
    assert npv(flows, 0.0, "end") == pytest.approx(total_cost(flows))


def test_rows_are_vendors():
    np.testing.assert_allclose(npv([[110, 0], [0, 121]], 0.1, "end"), [100, 100])


def test_doing_nothing_year_by_year():
    result = do_nothing(10, 0.8, 0.5, [0.1, 1.0])
    np.testing.assert_allclose(result.untreated, [8, 8])
    np.testing.assert_allclose(result.avoidable, [0.4, 4])
    assert result.avoidable_total == pytest.approx(4.4)
    assert result.untreated_total == pytest.approx(16)
    assert result.remaining_total == pytest.approx(11.6)
    discounted = do_nothing(10, 0.8, 0.5, [0.1, 1.0], rate=0.1, timing="end")
    assert discounted.avoidable_total == pytest.approx(0.4 / 1.1 + 4 / 1.21)
    assert "at 10 % a year, end of year" in discounted.sentence()
    assert "mid-year" in do_nothing(10, 1, 1, [1], 0.1, "mid-year").sentence()


def test_refusals():
    with pytest.raises(ValueError, match="not one of start, end, mid-year"):
        npv([1], 0.1, "whenever")  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="not known"):
        total_cost([1, np.nan])
    with pytest.raises(ValueError, match="discount rate"):
        npv([1], -1, "end")
    with pytest.raises(ValueError, match="overlap factor"):
        do_nothing(1, 1.2, 0.5, [1])
    with pytest.raises(ValueError, match="gross annual"):
        do_nothing(-1, 1, 0.5, [1])
    with pytest.raises(ValueError, match="ramp"):
        do_nothing(1, 1, 0.5, [1.5])
