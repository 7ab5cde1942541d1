"""A cost worked out line by line: one act, and typing over it loses nothing."""

from __future__ import annotations

from decimal import Decimal

import pytest

from ossbuy.model import commands
from ossbuy.model.costing import basis, drop_lines, out_of_date, work_out
from ossbuy.model.events import Refused
from ossbuy.model.telling import labels_of, sentence
from ossbuy.model.worth import CostLine
from ossbuy.store.workspace import Workspace

HOURS = CostLine(
    kind="hours",
    what="re-keying",
    quantity=Decimal(2),
    quantity_low=Decimal("1.5"),
    quantity_high=Decimal(3),
    unit="h",
    rate=Decimal("48.50"),
    times=Decimal(220),
)
CARDS = CostLine(kind="capex", what="needless cards", quantity=Decimal(10), rate=Decimal(8200))


@pytest.fixture
def told() -> Workspace:
    w = Workspace.in_memory("Ines")
    w.execute(commands.describe(w.project, {"name": "X", "currency": "EUR"}))
    w.execute(commands.add(w.project, "pain", {"code": "P1", "name": "Late"}, "p1"))
    return w


def test_one_act_sets_lines_costs_and_words(told: Workspace) -> None:
    event = told.execute(work_out(told.project, "p1", [HOURS, CARDS]))
    assert event.kind == "cost.worked"
    pain = told.project.pains["p1"]
    assert pain.cost_low == Decimal("98005")
    assert pain.cost_likely == Decimal("103340")
    assert pain.cost_high == Decimal("114010")
    assert pain.cost_basis == (
        "hours, re-keying: 1.5–2–3 h × 48.50 EUR × 220 = 16,005–21,340–32,010 EUR; "
        "capex, needless cards: 10 × 8200 EUR = 82,000 EUR"
    )
    assert told.project.costings["p1"].lines == (HOURS, CARDS)
    said = sentence(event, labels_of(told.history()))
    assert said.startswith("worked out the cost of P1: ")
    assert said.count("P1") == 1
    told.undo()
    assert told.project.pains["p1"].cost_likely is None
    assert not told.project.costings


def test_lines_without_a_range_leave_a_range_that_was_typed(told: Workspace) -> None:
    ends = {"cost_low": "50000", "cost_high": "60000"}
    told.execute(commands.change(told.project, "pain", "p1", ends))
    told.execute(work_out(told.project, "p1", [CARDS]))
    pain = told.project.pains["p1"]
    assert (pain.cost_low, pain.cost_likely) == (Decimal(50000), Decimal(82000))
    assert pain.cost_high is None, "a high end below the likely cost cannot be true any more"


def test_a_cost_typed_over_keeps_the_lines_and_marks_them(told: Workspace) -> None:
    told.execute(work_out(told.project, "p1", [HOURS]))
    assert not out_of_date(told.project, "p1")
    told.execute(commands.change(told.project, "pain", "p1", {"cost_likely": "30000"}))
    assert told.project.costings["p1"].lines == (HOURS,)
    assert out_of_date(told.project, "p1")
    told.execute(work_out(told.project, "p1", [HOURS]))
    assert told.project.pains["p1"].cost_likely == Decimal(21340)
    assert not out_of_date(told.project, "p1")


def test_the_same_again_is_refused(told: Workspace) -> None:
    told.execute(work_out(told.project, "p1", [HOURS]))
    with pytest.raises(Refused, match="nothing to change"):
        work_out(told.project, "p1", [HOURS])


def test_dropping_the_lines_keeps_the_cost(told: Workspace) -> None:
    with pytest.raises(Refused, match="was not worked out"):
        drop_lines(told.project, "p1")
    told.execute(work_out(told.project, "p1", [HOURS]))
    told.execute(drop_lines(told.project, "p1"))
    assert not told.project.costings
    assert told.project.pains["p1"].cost_likely == Decimal(21340)


def test_what_cannot_be_worked_out_is_refused(told: Workspace) -> None:
    with pytest.raises(Refused, match="has no line"):
        work_out(told.project, "p1", [])
    with pytest.raises(Refused, match="no pain"):
        work_out(told.project, "gone", [HOURS])
    huge = CARDS.model_copy(update={"rate": Decimal(10) ** 16, "times": Decimal(10) ** 16})
    with pytest.raises(Refused, match="more than money can be"):
        work_out(told.project, "p1", [huge])


def test_words_need_no_currency(told: Workspace) -> None:
    told.execute(work_out(told.project, "p1", [CARDS]))
    assert basis(told.project.costings["p1"], "") == "capex, needless cards: 10 × 8200 = 82,000"


def test_a_range_that_came_from_lines_goes_with_them(told: Workspace) -> None:
    told.execute(work_out(told.project, "p1", [HOURS]))
    assert told.project.pains["p1"].cost_high == Decimal(32010)
    cheap = CostLine(kind="other", what="x", quantity=Decimal(2), rate=Decimal(10000))
    told.execute(work_out(told.project, "p1", [cheap]))
    pain = told.project.pains["p1"]
    assert pain.cost_likely == Decimal(20000)
    assert (pain.cost_low, pain.cost_high) == (None, None)
