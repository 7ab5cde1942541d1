"""What is proposed loses no number and no id, settles after being accepted, and never crashes."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from wording_sentences import INNOCENT, TRIPPING

from ossbuy.phrasing.checking import Rules, check
from ossbuy.phrasing.text import tokens

PARTS = (
    "The system shall be able to",
    "The supplier shall ensure that the portal shall",
    "The user must be able to",
    "When R-12 holds, the VNF **MUST**",
    "It shall",
    "Logs should be",
    "This must",
    "quickly",
    "where possible",
    "store",
    "stored",
    "storing",
    "create and delete",
    "report the total",
    "and notify",
    "and",
    "and/or",
    "as needed",
    "etc.",
    "such as",
    "including but not limited to",
    "5",
    "99.9 %",
    "at most 5",
    "TMF639",
    "IPv6",
    "TBD",
    "[number]",
    "high availability",
    "minimise downtime",
    "user-friendly",
    "a few",
    "always",
    "never",
    "best",
    "Oracle",
    "written in Java",
    "“quoted etc.”",
    "ports",
    "the alarms",
    ",",
    ".",
    ";",
    "?",
    "\n",
    "(",
    ")",
)
SENTENCES = st.lists(st.sampled_from(PARTS), min_size=1, max_size=14).map(" ".join)
ROUNDS = 12
"""A proposal splits off or mends at least one thing; no such text holds more."""


def settled(rules: Rules, text: str, rule: str) -> None:
    """Accepting a rule's proposals again and again comes to an end, and no token is lost."""
    texts = [text]
    for _ in range(ROUNDS):
        new: list[str] = []
        for one in texts:
            rewrite = next((h.rewrite for h in check(rules, one) if h.rule == rule), ())
            if rewrite:
                left = Counter(t for part in rewrite for t in tokens(part))
                assert not Counter(tokens(one)) - left, (one, rewrite)
                assert all(part.strip() and part != one for part in rewrite), (one, rewrite)
            new += rewrite or (one,)
        if new == texts:
            return
        texts = new
    raise AssertionError(f"{rule} never settles on {text!r}: {texts[:4]}")


@pytest.mark.parametrize("text", [text for _, text, _ in TRIPPING] + [t for _, t in INNOCENT])
def test_proposals_settle_and_keep_numbers_and_ids(rules: Rules, text: str) -> None:
    for rule in rules.english:
        settled(rules, text, rule.name)


@pytest.mark.parametrize(
    ("rule", "proposal"), [(r, p) for r, _, p in TRIPPING if p and r != "compound"]
)
def test_once_is_enough(rules: Rules, rule: str, proposal: tuple[str, ...]) -> None:
    for part in proposal:
        assert [h for h in check(rules, part) if h.rule == rule] == []


def test_three_actions_take_two_cuts(rules: Rules) -> None:
    def halves(text: str) -> tuple[str, ...]:
        return next(h.rewrite for h in check(rules, text) if h.rule == "compound")

    first, rest = halves("The desk shall check the order, reserve a port and inform the crew.")
    assert (first, *halves(rest)) == (
        "The desk shall check the order.",
        "The desk shall reserve a port.",
        "The desk shall inform the crew.",
    )


@given(SENTENCES)
@example("It shall . It shall and it shall")
@example("The system shall and/or store and/or")
def test_any_mixture_of_bad_wording_settles(rules: Rules, text: str) -> None:
    for name in {hit.rule for hit in check(rules, text)}:
        settled(rules, text, name)


@given(st.text(max_size=300), st.sampled_from([None, "requirement", "question", "threshold"]))
@example("shall \x00 be\u2028stored [", None)
@example("\ud83d\ude00 shall be able to \u0130store and/or", None)
def test_no_text_is_too_strange(rules: Rules, text: str, kind: str | None) -> None:
    for english in (True, False):
        for hit in check(rules, text, kind, english=english):  # type: ignore[arg-type]
            assert 0 <= hit.start <= hit.end <= len(text)
            assert hit.rewrite != (text,)
