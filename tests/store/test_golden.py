"""Events are for ever: one stored event of every kind must verify and fold in every release."""

from __future__ import annotations

from golden import lines, missing

from ossbuy.model.events import KINDS
from ossbuy.model.fold import fold
from ossbuy.model.upcast import upcast
from ossbuy.store import chain
from ossbuy.store.verification import recompute

FIRST = 40
FIRST_HEAD = "278705fa55a92d05d3bfbe2ae770174668830966ffffb55c0ca3d5b65dee7f21"
MODEL_HASH = "ca567d6e3ea06d8b"


def test_every_kind_has_a_golden_line() -> None:
    assert not list(missing()), "run tests/store/golden.py and commit the new lines"


def test_the_golden_chain_verifies() -> None:
    header, records = lines()
    found = recompute(header, records, None, {})
    assert found.problems == ()
    assert found.events == len(records) >= len(KINDS)


def test_the_first_golden_head_never_changes() -> None:
    """Guards the lines themselves: regenerating the file would give another hash."""
    header, records = lines()
    assert chain.about(header, None).role == "buyer"
    assert recompute(header, records, None, {}).hashes[FIRST] == FIRST_HEAD


def test_the_golden_events_fold_to_the_same_project() -> None:
    _, records = lines()
    events = [upcast(event) for event in chain.read(records)]
    assert {event.kind for event in events} == set(KINDS)
    assert {event.actor for event in events} == {"ines"}
    first = [fact for event in events[:FIRST] for fact in event.facts]
    project = fold(first)
    assert project.description.name == "Nordnetz billing renewal"
    assert project.model is not None
    assert project.model.hash.startswith(MODEL_HASH)
    assert project.people["a1"].name == "Ines Ørsted"
    assert str(project.pains["c1"].cost_likely) == "120000.50"
    assert (project.pains["c1"].severity, "c9" in project.pains) == (4, False)
    assert project.contributions == {("d1", "c1"): 0.75}
    assert [r.code for r in project.requirements.values()] == ["1.2", "1.10"]
    assert project.requirements["f1"].gate
    assert (project.links, project.stated) == ({("d1", "f1"): 9}, {"f1": 45})
    assert project.policy.price_share == 0.2
    assert project.locked is not None
    assert project.quality_lock is not None
    assert project.eliminated == {}
    assert project.responses["v1", "f1"].level == "full"
    assert str(project.prices["v1", "p1"].amounts[0]) == "100.00"
    assert project.scores["a1", "v1", "f1", "1"].value == 4.5
    assert project.agreed["v1", "f1"].value == 4
    assert project.decision is not None
    assert project.notes == {"n1": "again"}


def test_a_golden_line_altered_is_noticed() -> None:
    header, records = lines()
    for n, record in enumerate(records):
        row = record.rows[-1]
        changed = record._replace(rows=(*record.rows[:-1], row._replace(value='"x"')))
        found = recompute(header, [*records[:n], changed, *records[n + 1 :]], None, {})
        assert f"fact {n + 1}.{row.n} " in found.sentence()
