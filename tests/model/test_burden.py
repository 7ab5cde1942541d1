"""What the procurement asks of operations: people × days, summed; nothing counted is not zero."""

from __future__ import annotations

from decimal import Decimal

import pytest

from ossbuy.model.burden import count_burden, drop_burden, listed, person_days
from ossbuy.model.events import Refused
from ossbuy.model.telling import labels_of, sentence
from ossbuy.store.workspace import Workspace


def test_lines_are_counted_changed_and_dropped() -> None:
    w = Workspace.in_memory("Ines")
    line = {"what": "Demos", "role": "planners", "people": "4", "days": "1.5"}
    event = w.execute(count_burden(w.project, line))
    assert sentence(event, labels_of(w.history())).endswith("asks of operations: Demos")
    w.execute(count_burden(w.project, {"what": "Audit", "people": 2, "days": "0.5"}))
    assert [burden.what for _, burden in listed(w.project)] == ["Audit", "Demos"]
    assert person_days(w.project) == Decimal(7)
    demos = listed(w.project)[1][0]
    w.execute(count_burden(w.project, {"days": "2", "role": None}, demos))
    changed = w.project.burdens[demos]
    assert (changed.days, changed.role, changed.people) == (2, "", 4)
    assert person_days(w.project) == Decimal(9)
    w.execute(drop_burden(w.project, demos))
    assert person_days(w.project) == Decimal(1)
    w.undo()
    assert person_days(w.project) == Decimal(9)


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"people": "4", "days": "1"}, "does not say what is asked"),
        ({"what": "Demos", "days": "1"}, "Demos: people: it is missing"),
        ({"what": "Demos", "people": "many", "days": "1"}, "must be a number"),
        ({"what": "Demos", "people": "-1", "days": "1"}, "must be 0 or more"),
        ({"what": "Demos", "people": "inf", "days": "1"}, "finite"),
    ],
)
def test_bad_lines_are_refused_in_a_sentence(fields: dict[str, str], said: str) -> None:
    with pytest.raises(Refused, match=said):
        count_burden(Workspace.in_memory("Ines").project, fields)


def test_what_is_gone_or_unchanged_is_refused() -> None:
    w = Workspace.in_memory("Ines")
    w.execute(count_burden(w.project, {"what": "Demos", "people": "4", "days": "1"}))
    (ident,) = w.project.burdens
    with pytest.raises(Refused, match="nothing to change"):
        count_burden(w.project, {"days": "1"}, ident)
    with pytest.raises(Refused, match="not there any more"):
        count_burden(w.project, {"days": "1"}, "gone")
    with pytest.raises(Refused, match="not there any more"):
        drop_burden(w.project, "gone")
