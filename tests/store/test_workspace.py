"""One person at work: executing, taking back, reading the past, meeting others' changes."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ossbuy.model.events import NOT_UNDOABLE, Act, Fact, Refused, facts_of
from ossbuy.model.fold import fold
from ossbuy.store.errors import Busy, Conflict
from ossbuy.store.journal import Journal
from ossbuy.store.memory import MemoryJournal
from ossbuy.store.workspace import Workspace

NOW = datetime(2026, 3, 1, 9, 30, tzinfo=UTC)


def clock() -> datetime:
    return NOW


def pain(ident: str, code: str, severity: int = 3, group: str = "") -> Act:
    fields = {"code": code, "name": f"Pain {code}", "severity": severity}
    return Act("pain.told", facts_of("pain", ident, fields), group=group)


def severity(ident: str, value: int | None, group: str = "") -> Act:
    return Act("pain.changed", (Fact(f"pain/{ident}/severity", value),), group=group)


@pytest.fixture
def maria(path: Path) -> Iterator[Workspace]:
    with Workspace.create(path, "maria", clock=clock) as workspace:
        yield workspace


@pytest.fixture
def otto(maria: Workspace, path: Path) -> Iterator[Workspace]:
    with Workspace.open(path, "otto", clock=clock) as workspace:
        yield workspace


def test_an_act_is_visible_at_once_and_after_opening_again(maria: Workspace, path: Path) -> None:
    seen = []
    maria.subscribe(seen.append)
    event = maria.execute(pain("a", "P1"))
    assert maria.project.pains["a"].severity == 3
    assert seen == [maria.project]
    assert (maria.head, maria.seq) == (event.hash, 1)
    with Workspace.open(path, "maria") as again:
        assert again.project == maria.project
        assert again.head == maria.head


def test_unsubscribing_ends_the_calls(maria: Workspace) -> None:
    seen = []
    leave = maria.subscribe(seen.append)
    leave()
    maria.execute(pain("a", "P1"))
    assert seen == []


def test_another_persons_act_arrives_with_refresh(maria: Workspace, otto: Workspace) -> None:
    maria.execute(pain("a", "P1"))
    assert otto.project.pains == {}
    assert otto.refresh()
    assert otto.project == maria.project
    assert not otto.refresh()


def test_a_change_that_could_not_be_read_yet_is_not_forgotten(
    maria: Workspace, otto: Workspace, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    maria.execute(pain("a", "P1"))
    otto.journal._connection.execute("PRAGMA busy_timeout = 0")
    raw = sqlite3.connect(path, isolation_level=None)
    changed = otto.journal.changed()
    monkeypatch.setattr(otto.journal, "changed", iter([changed, False]).__next__)
    raw.execute("BEGIN EXCLUSIVE")
    with pytest.raises(Busy):
        otto.refresh()
    raw.execute("ROLLBACK")
    raw.close()
    assert otto.refresh()
    assert otto.project == maria.project


def test_different_facts_of_one_file_never_conflict(maria: Workspace, otto: Workspace) -> None:
    maria.execute(pain("a", "P1"))
    otto.execute(pain("b", "P2"))
    assert set(otto.project.pains) == {"a", "b"}
    assert maria.refresh()
    assert maria.project == otto.project


def test_the_same_fact_conflicts_until_both_values_were_seen(
    maria: Workspace, otto: Workspace
) -> None:
    maria.execute(pain("a", "P1", 3))
    otto.refresh()
    otto.execute(severity("a", 5))
    with pytest.raises(Conflict) as refused:
        maria.execute(severity("a", 1))
    assert "was 3 and is now 5 (otto, 2026-03-01T09:30:00.000Z)" in str(refused.value)
    assert maria.project.pains["a"].severity == 3
    maria.refresh()
    assert maria.execute(severity("a", 1)).seq == 3


def test_undo_and_redo_walk_through_a_persons_own_acts(maria: Workspace) -> None:
    maria.execute(pain("a", "P1", 1))
    maria.execute(severity("a", 2))
    maria.execute(severity("a", 3))
    walk = []
    for step in (maria.undo, maria.undo, maria.redo, maria.redo, maria.undo, maria.undo):
        step()
        walk.append(maria.project.pains["a"].severity)
    assert walk == [2, 1, 2, 3, 2, 1]
    maria.undo()
    assert maria.project.pains == {}
    with pytest.raises(Refused, match="nothing of yours"):
        maria.undo()
    assert maria.verify().ok
    assert maria.seq == 3 + 7


def test_undo_survives_closing_the_program(maria: Workspace, path: Path) -> None:
    maria.execute(pain("a", "P1", 1))
    maria.execute(severity("a", 2))
    maria.undo()
    with Workspace.open(path, "maria") as again:
        again.redo()
        assert again.project.pains["a"].severity == 2
        again.undo()
        again.undo()
        assert again.project.pains == {}


def test_a_new_act_drops_what_could_be_done_again(maria: Workspace) -> None:
    maria.execute(pain("a", "P1", 1))
    maria.undo()
    maria.execute(pain("b", "P2", 1))
    with pytest.raises(Refused, match="nothing to do again"):
        maria.redo()


def test_a_group_is_taken_back_together(maria: Workspace) -> None:
    maria.execute(pain("a", "P1", 1))
    maria.execute(severity("a", 2, group="g"))
    maria.execute(pain("b", "P2", 4, group="g"))
    event = maria.undo()
    assert maria.project.pains["a"].severity == 1
    assert "b" not in maria.project.pains
    assert sum(fact.key.startswith("undone/") for fact in event.facts) == 2
    maria.redo()
    assert maria.project.pains["b"].severity == 4


def test_undo_takes_back_ones_own_act_not_the_last_one(maria: Workspace, otto: Workspace) -> None:
    maria.execute(pain("a", "P1"))
    otto.execute(pain("b", "P2"))
    maria.undo()
    assert set(maria.project.pains) == {"b"}


def test_undo_never_overwrites_another_persons_value(maria: Workspace, otto: Workspace) -> None:
    maria.execute(pain("a", "P1", 1))
    otto.refresh()
    otto.execute(severity("a", 2))
    maria.refresh()
    maria.execute(severity("a", 3))
    maria.undo()
    assert maria.project.pains["a"].severity == 2
    with pytest.raises(Refused, match="otto has since changed pain/a/severity"):
        maria.undo()


def test_undo_meets_a_change_not_yet_read_as_a_conflict(maria: Workspace, otto: Workspace) -> None:
    maria.execute(pain("a", "P1", 1))
    otto.refresh()
    otto.execute(severity("a", 2))
    with pytest.raises(Conflict):
        maria.undo()


@pytest.mark.parametrize("kind", sorted(NOT_UNDOABLE))
def test_what_stays_on_record_is_refused_in_its_own_words(maria: Workspace, kind: str) -> None:
    maria.execute(pain("a", "P1"))
    maria.execute(Act(kind, (Fact("project/name", "North"),)))
    before = maria.head
    with pytest.raises(Refused) as refused:
        maria.undo()
    assert NOT_UNDOABLE[kind] in refused.value.sentence()
    assert maria.head == before


@pytest.mark.parametrize("key", ["stated/r1", "policy/blend", "link/a/r1", "hygiene/r1"])
def test_a_weight_set_before_the_lock_points_to_amending(
    maria: Workspace, otto: Workspace, key: str
) -> None:
    maria.execute(Act("weight.set", (Fact(key, 1),)))
    lock = {
        "hash": "h",
        "by": "otto",
        "at": "2026-03-01T09:30:00.000Z",
        "blend": 0.5,
        "price_share": 0.2,
        "model_hash": "m",
        "stated": {},
        "derived": {},
        "blended": {},
    }
    otto.execute(Act("weights.locked", (Fact("lock/weights", lock),)))
    maria.refresh()
    with pytest.raises(Refused, match="weight lock covers this"):
        maria.undo()


def test_a_redacted_text_cannot_be_brought_back_by_undo(maria: Workspace) -> None:
    address = ("person/p/name", "")
    maria.execute(Act("person.named", (Fact("person/p/code", "V1"), Fact(address[0], "Ada"))))
    maria.execute(Act("person.named", (Fact(address[0], "Bo"),)))
    maria.redact(address, "asked to be forgotten")
    assert maria.project.people["p"].name == ""
    with pytest.raises(Refused, match="redacted text is gone"):
        maria.undo()
    assert all("Ada" not in repr(event) for event in maria.history())


def test_anothers_redaction_is_forgotten_here_too(maria: Workspace, otto: Workspace) -> None:
    maria.execute(Act("person.named", (Fact("person/p/code", "V1"), Fact("person/p/name", "Ada"))))
    otto.refresh()
    assert otto.history()[0].facts[1].value == "Ada"
    maria.redact(("person/p/name", ""), "asked")
    otto.refresh()
    assert "Ada" not in repr(otto.history()) + repr(otto.project) + repr(otto.at(1))


def test_the_past_stays_readable(maria: Workspace) -> None:
    maria.execute(pain("a", "P1", 1))
    then = maria.project
    maria.execute(severity("a", 2))
    maria.undo()
    assert maria.at(0).pains == {}
    assert maria.at(1) == then == maria.at(3) == maria.project
    assert maria.at(2).pains["a"].severity == 2


def test_the_history_can_be_narrowed(maria: Workspace, otto: Workspace) -> None:
    maria.execute(pain("a", "P1", group="g"))
    otto.execute(severity("b", 2))
    maria.refresh()
    assert [e.seq for e in maria.history()] == [1, 2]
    assert [e.seq for e in maria.history(actor="otto")] == [2]
    assert [e.seq for e in maria.history(kinds=("pain.told",))] == [1]
    assert [e.seq for e in maria.history(group="g")] == [1]
    assert [e.seq for e in maria.history(prefix="pain/b/")] == [2]
    assert [e.seq for e in maria.history(after=1)] == [2]


@pytest.mark.parametrize(
    "fact",
    [
        Fact("gate/v/r", {"result": "perhaps"}),
        Fact("policy/price_share", 40),
        Fact("pain/a/severity", {1, 2}),
    ],
)
def test_what_cannot_be_read_back_is_never_recorded(maria: Workspace, fact: Fact) -> None:
    maria.execute(pain("a", "P1", 1))
    before, head = maria.project, maria.head
    with pytest.raises(ValueError):  # noqa: PT011 - the model's own words
        maria.execute(Act("policy.set", (Fact("pain/a/name", "half"), fact)))
    assert maria.project == before
    assert maria.journal.head() == maria.head == head
    maria.execute(severity("a", 2))
    assert maria.project.pains["a"].name == "Pain P1"


def test_a_what_if_changes_nothing(maria: Workspace) -> None:
    maria.execute(pain("a", "P1", 1))
    scenario = maria.draft()
    scenario.apply([Fact("pain/a/severity", 5)])
    assert scenario.freeze().pains["a"].severity == 5
    assert maria.project.pains["a"].severity == 1
    assert maria.seq == 1


def test_an_import_repeated_changes_nothing(maria: Workspace) -> None:
    act = Act("score.given", (Fact("score/e/v/r", {"value": 3.0}, "1"),), origin="c:e1")
    first = maria.execute(act)
    maria.execute(pain("a", "P1"))
    maria.execute(Act("score.given", (Fact("score/e/v/r", {"value": 4.0}, "1"),)))
    before, head = maria.project, maria.head
    assert maria.execute(act) == first
    assert (maria.project, maria.head) == (before, head)
    assert maria.project.scores["e", "v", "r", "1"].value == 4.0


MOVES = st.lists(
    st.tuples(
        st.sampled_from(["maria", "otto"]),
        st.sampled_from(["tell", "set", "clear", "undo", "redo"]),
        st.sampled_from("ab"),
        st.integers(1, 5),
        st.sampled_from(["", "g"]),
    ),
    max_size=25,
)


@settings(max_examples=150, deadline=None)
@given(MOVES)
def test_undo_of_everything_of_everyone_is_the_fold_of_its_history(
    moves: list[tuple[str, str, str, int, str]],
) -> None:
    """Whatever two people do, the project is the fold of it, and undo then redo is nothing."""
    journal: Journal = MemoryJournal("buyer", NOW)
    people = {name: Workspace(journal, name, clock) for name in ("maria", "otto")}
    for name, move, ident, value, group in moves:
        me = people[name]
        me.refresh()
        before = me.project
        try:
            match move:
                case "tell":
                    me.execute(pain(ident, "P" + ident, value, group))
                case "set":
                    me.execute(severity(ident, value, group))
                case "clear":
                    me.execute(severity(ident, None, group))
                case "undo":
                    me.undo()
                    undone = me.project
                    me.redo()
                    assert me.project == before
                    me.undo()
                    assert me.project == undone
                case "redo":
                    me.redo()
        except Refused:
            assert me.project == before
    for me in people.values():
        me.refresh()
        everything = [fact for event in journal.events() for fact in event.facts]
        assert me.project == fold(everything)
        assert me.project == Workspace(journal, "new", clock).project == me.at(me.seq)
    assert journal.verify().ok


def test_time_comes_from_the_clock_it_was_given() -> None:
    times = iter([NOW, NOW + timedelta(hours=1)])
    workspace = Workspace.in_memory("maria", clock=lambda: next(times))
    assert workspace.execute(pain("a", "P1")).at == "2026-03-01T10:30:00.000Z"
    assert workspace.about.created_at == "2026-03-01T09:30:00.000Z"
