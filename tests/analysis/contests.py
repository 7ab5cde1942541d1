"""Random contests for the property tests."""

import numpy as np
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from ossbuy.analysis.robustness.contest import Contest, contest

scores_of_answers = st.integers(0, 20).map(lambda n: n / 20)
"""Scores as people give them: coarse, so ties and constant columns do occur."""


@st.composite
def contests(draw, min_vendors=2, max_vendors=5, max_criteria=6) -> Contest:
    vendors = draw(st.integers(min_vendors, max_vendors))
    criteria = draw(st.integers(1, max_criteria))
    scores = draw(arrays(np.float64, (vendors, criteria), elements=scores_of_answers))
    weights = draw(arrays(np.float64, criteria, elements=st.integers(0, 10)))
    if weights.sum() == 0:
        weights[0] = 1
    price = draw(arrays(np.float64, vendors, elements=st.floats(0.1, 1)))
    return contest(scores, weights, price, draw(st.floats(0, 0.9)))
