"""A library pain weighs little until somebody shows that it happened here."""

from __future__ import annotations

import pytest

from ossbuy.model import commands
from ossbuy.model.events import Refused
from small import Case

PULLED = {"code": "P1", "name": "Port status is wrong", "library": "INV-P1"}


@pytest.mark.parametrize(
    "more",
    [
        {"severity": "3"},
        {"severity": "5", "evidence": "A", "evidence_reference": "somebody said"},
        {"severity": "4", "evidence": "D"},
    ],
)
def test_without_local_evidence_it_stays_at_two(more: dict[str, str]) -> None:
    with pytest.raises(Refused, match="comes from the library"):
        commands.add(Case().project(), "pain", PULLED | more)


@pytest.mark.parametrize(
    "more",
    [
        {"severity": "2"},
        {},
        {"severity": "5", "evidence": "C", "evidence_reference": "extract of 12 May"},
    ],
)
def test_with_it_any_severity_is_taken(more: dict[str, str]) -> None:
    assert commands.add(Case().project(), "pain", PULLED | more).kind == "pain.told"


def test_evidence_cannot_be_taken_away_again() -> None:
    project = (
        Case()
        .pain("P1", severity=5, evidence="C", evidence_reference="x", library="INV-P1")
        .project()
    )
    with pytest.raises(Refused, match="comes from the library"):
        commands.change(project, "pain", "P1", {"evidence_reference": ""})


def test_a_pain_told_here_needs_none() -> None:
    own = {k: v for k, v in PULLED.items() if k != "library"} | {"severity": "5"}
    assert commands.add(Case().project(), "pain", own).kind == "pain.told"
