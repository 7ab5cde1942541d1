"""Both journals keep the same promises; a random run of acts cannot tell them apart."""

from __future__ import annotations

import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ossbuy.model.events import KINDS, WITHHELD, Act, Fact
from ossbuy.store import chain
from ossbuy.store.errors import Conflict, FromTheFuture
from ossbuy.store.journal import Journal
from ossbuy.store.memory import MemoryJournal
from ossbuy.store.sqlite import SqliteJournal

NOW = datetime(2026, 3, 1, 9, 30, tzinfo=UTC)


def told(severity: int, pain: str = "p1", **more: str) -> Act:
    return Act("pain.changed", (Fact(f"pain/{pain}/severity", severity),), **more)


@pytest.fixture(params=["memory", "file"])
def any_journal(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Journal]:
    opened: Journal
    if request.param == "memory":
        opened = MemoryJournal("buyer", NOW)
    else:
        opened = SqliteJournal.create(tmp_path / "a.ossbuy", "buyer", NOW)
    yield opened
    opened.close()


def test_an_empty_project_has_a_head_and_verifies(any_journal: Journal) -> None:
    assert any_journal.tip()[0] == 0
    assert any_journal.facts_at() == {}
    assert list(any_journal.events()) == []
    found = any_journal.verify(any_journal.head())
    assert found.ok
    assert found.ends_there


def test_an_act_comes_back_as_it_was_recorded(any_journal: Journal) -> None:
    act = Act(
        "pain.told",
        (Fact("pain/p1/name", "Rechnung [P1] «spät»\n\x00"), Fact("pain/p1/cost_low", None)),
        reason="workshop",
        group="g1",
        on_behalf_of="Ines",
        at="2026-02-27T10:00:00.000Z",
    )
    event = any_journal.append(act, "maria", None, NOW)
    assert event == any_journal.event(1) == next(any_journal.events())
    assert (event.actor, event.on_behalf_of, event.reason) == ("maria", "Ines", "workshop")
    assert event.at == "2026-02-27T10:00:00.000Z"
    assert event.recorded_at == "2026-03-01T09:30:00.000Z"
    assert event.facts == act.facts
    assert any_journal.head() == event.hash


def test_an_attachment_is_kept_with_its_act(any_journal: Journal) -> None:
    content = b"PK\x03\x04 workbook"
    name = sha256(content).hexdigest()
    act = Act("file.received", (Fact("file/f1", {"sha256": name}),), blobs={name: content})
    any_journal.append(act, "maria", None, NOW)
    assert any_journal.blob(name) == content
    assert any_journal.blob("0" * 64) is None
    assert any_journal.verify().ok
    with pytest.raises(ValueError, match="does not have that SHA-256"):
        any_journal.append(replace(act, blobs={"0" * 64: content}), "maria", None, NOW)


def test_an_act_from_elsewhere_is_recorded_once(any_journal: Journal) -> None:
    act = told(4, origin="c0ffee:e1")
    first = any_journal.append(act, "maria", None, NOW)
    any_journal.append(told(5), "maria", None, NOW)
    again = any_journal.append(act, "otto", {("pain/p1/severity", ""): 0}, NOW)
    assert again == first
    assert any_journal.tip()[0] == 2


def test_an_event_that_comes_home_is_recorded_once(any_journal: Journal) -> None:
    event = any_journal.append(told(4), "maria", None, NOW)
    home = chain.origin(any_journal.about().chain, event.event_id)
    assert any_journal.append(told(4, origin=home), "otto", None, NOW) == event
    assert any_journal.tip()[0] == 1


def test_a_conflict_names_both_values_and_who(any_journal: Journal) -> None:
    any_journal.append(told(3), "maria", None, NOW)
    seen = {("pain/p1/severity", ""): 1}
    any_journal.append(told(4), "otto", seen, NOW + timedelta(minutes=1))
    with pytest.raises(Conflict) as refused:
        any_journal.append(told(5), "maria", seen, NOW + timedelta(minutes=2))
    (clash,) = refused.value.clashes
    assert (clash.read, clash.current, clash.who) == (3, 4, "otto")
    assert clash.when == "2026-03-01T09:31:00.000Z"
    assert any_journal.tip()[0] == 2
    any_journal.append(told(5, pain="p2"), "maria", {("pain/p2/severity", ""): 0}, NOW)
    assert any_journal.tip()[0] == 3


def test_the_past_can_be_read_as_it_stood(any_journal: Journal) -> None:
    address = ("pain/p1/severity", "")
    for severity in (1, 2, 3):
        any_journal.append(told(severity), "maria", None, NOW)
    assert [any_journal.facts_at(seq).get(address) for seq in range(4)] == [
        None,
        (1, 1),
        (2, 2),
        (3, 3),
    ]
    assert any_journal.facts_at() == any_journal.facts_at(3)


@pytest.mark.parametrize(
    "act",
    [
        Act("pain.invented", ()),
        Act("pain.told", (Fact("pain/p1/cost_low", float("nan")),)),
        Act("pain.told", (Fact("pain/p1/name", "\ud800"),)),
        Act("pain.told", (Fact("pain/p1/name", WITHHELD),)),
        Act("pain.told", (Fact("event/actor", "somebody else"),)),
        Act("pain.told", (Fact("pain/p1/name", {"a set"}),)),
    ],
    ids=["kind", "nan", "surrogate", "withheld", "reserved", "set"],
)
def test_what_cannot_be_stored_leaves_nothing_behind(any_journal: Journal, act: Act) -> None:
    any_journal.append(told(1), "maria", None, NOW)
    with pytest.raises(ValueError):  # noqa: PT011 - six different wordings
        any_journal.append(act, "maria", None, NOW)
    assert any_journal.tip()[0] == 1
    assert any_journal.verify().ok
    any_journal.append(told(2), "maria", None, NOW)


def test_a_redacted_text_is_gone_and_the_chain_still_verifies(any_journal: Journal) -> None:
    address = ("person/a1/name", "")
    any_journal.append(Act("person.named", (Fact(address[0], "Ada Quill"),)), "maria", None, NOW)
    any_journal.append(Act("person.named", (Fact(address[0], "Ada Quill-Roe"),)), "ada", None, NOW)
    before = any_journal.head()
    event = any_journal.redact(address, "maria", "asked to be forgotten", NOW)
    assert [fact.key for fact in event.facts] == ["redacted/1.1", "redacted/2.1"]
    assert any_journal.event(1).facts[0].value is WITHHELD
    assert any_journal.facts_at()[address] == (WITHHELD, 2)
    found = any_journal.verify(before)
    assert (found.ok, found.redacted, found.found_at) == (True, 2, 2)
    with pytest.raises(ValueError, match="nothing is recorded"):
        any_journal.redact(address, "maria", "again", NOW)


def test_one_events_reason_can_be_redacted(any_journal: Journal) -> None:
    any_journal.append(told(1, reason="because of Ada"), "maria", None, NOW)
    any_journal.append(told(2, reason="measured"), "maria", None, NOW)
    any_journal.redact((chain.REASON, ""), "maria", "names a person", NOW, seq=1)
    assert any_journal.event(1).reason == "(withheld)"
    assert any_journal.event(2).reason == "measured"
    assert any_journal.verify().ok


KEYS = st.sampled_from(["pain/a/name", "pain/b/name", "link/a/r", "score/e/v/r", "model", "x/é"])
VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**70), 2**70)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=6,
)
FACTS = st.lists(st.builds(Fact, KEYS, VALUES, st.sampled_from(["", "1", "2"])), max_size=4)
ACTS = st.builds(
    Act,
    kind=st.sampled_from(sorted(KINDS)),
    facts=FACTS.map(tuple),
    reason=st.text(max_size=5),
    group=st.sampled_from(["", "g"]),
    origin=st.sampled_from(["", "", "c:1", "c:2", "c:3"]),
)
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("append"), ACTS, st.sampled_from(["maria", "otto"]), st.integers(0, 3)),
        st.tuples(st.just("redact"), KEYS, st.sampled_from(["", "1"]), st.integers(0, 3)),
        st.just(("reopen",)),
    ),
    max_size=12,
)


def outcome(doing: Callable[[], object]) -> object:
    """What a step did, without ids and hashes, which differ between two chains."""
    try:
        done = doing()
    except Conflict as refused:
        return [(c.address, c.read, c.current, c.who, c.when) for c in refused.clashes]
    except ValueError as refused:
        return str(refused)
    return replace(done, event_id="", hash="", prev="")  # type: ignore[type-var]


@settings(max_examples=60, deadline=None)
@given(STEPS)
def test_memory_and_file_cannot_be_told_apart(steps: list[tuple[object, ...]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.ossbuy"
        memory: Journal = MemoryJournal("buyer", NOW)
        file: Journal = SqliteJournal.create(path, "buyer", NOW)
        for step in steps:
            match step:
                case "append", Act() as act, str(actor), int(back):
                    seen = max(0, memory.tip()[0] - back)
                    stale = {a: s for a, (_, s) in memory.facts_at(seen).items()}
                    expect = {f.address: stale.get(f.address, 0) for f in act.facts}
                    results = [
                        outcome(partial(j.append, act, actor, expect, NOW)) for j in (memory, file)
                    ]
                    assert results[0] == results[1]
                case "redact", str(key), str(round_), int(seq):
                    results = [
                        outcome(partial(j.redact, (key, round_), "maria", "r", NOW, seq or None))
                        for j in (memory, file)
                    ]
                    assert results[0] == results[1]
                case _:
                    file.close()
                    file = SqliteJournal.open(path)
        assert memory.facts_at() == file.facts_at() == chain.fold(file.events())
        assert outcomes(memory) == outcomes(file)
        for journal in (memory, file):
            assert journal.verify(journal.head()).problems == ()
        assert len({e.hash for e in file.events()}) == file.tip()[0]
        file.close()


def outcomes(journal: Journal) -> list[object]:
    return [outcome(lambda e=e: e) for e in journal.events()]


def test_the_same_act_hashed_the_same_way_gives_the_same_chain(
    monkeypatch: pytest.MonkeyPatch, path: Path
) -> None:
    """Given the same header, salts and ids, both journals reach the same head hash."""
    header = chain.begin("buyer", NOW, "0")
    monkeypatch.setattr(chain, "begin", lambda *_: header)
    monkeypatch.setattr(chain.os, "urandom", bytes)
    monkeypatch.setattr(chain.uuid, "uuid4", lambda: "00000000-0000-4000-8000-000000000000")
    memory, file = MemoryJournal("buyer", NOW), SqliteJournal.create(path, "buyer", NOW)
    for journal in (memory, file):
        journal.append(told(3, reason="why"), "maria", None, NOW)
    assert memory.head() == file.head()
    file.close()


def test_an_old_version_is_read_through_its_upcaster(path: Path, journal: SqliteJournal) -> None:
    journal.append(told(3), "maria", None, NOW)
    journal.append(told(4, pain="p2"), "maria", None, NOW)
    journal.close()
    kinds = {**KINDS, "pain.changed": (2, "changed {what}")}

    def out_of_ten(event):  # type: ignore[no-untyped-def]
        facts = tuple(replace(f, value=f.value * 2) for f in event.facts)
        return replace(event, version=2, facts=facts)

    newer = SqliteJournal.open(path, {("pain.changed", 1): out_of_ten}, kinds)
    assert newer.facts_at() == {("pain/p1/severity", ""): (6, 1), ("pain/p2/severity", ""): (8, 2)}
    assert [e.version for e in newer.events()] == [2, 2]
    assert newer.verify().ok
    newer.close()
    with pytest.raises(FromTheFuture, match="upgrade ossbuy"):
        SqliteJournal.open(path, {}, {k: v for k, v in KINDS.items() if k != "pain.changed"})
    with pytest.raises(FromTheFuture):
        SqliteJournal.open(path, {}, kinds)
    older = SqliteJournal.open(path)
    assert older.facts_at()["pain/p1/severity", ""] == (3, 1)
    older.close()


def test_another_connections_append_is_noticed(path: Path, journal: SqliteJournal) -> None:
    other = SqliteJournal.open(path)
    assert not journal.changed()
    journal.append(told(1), "maria", None, NOW)
    assert not journal.changed()
    other.append(told(2), "otto", None, NOW)
    assert journal.changed()
    assert not journal.changed()
    other.close()


@pytest.mark.parametrize(
    "damage",
    [
        "UPDATE state SET value = '9'",
        "DELETE FROM state WHERE key = 'pain/p1/severity'",
        "UPDATE meta SET value = value || ' pain.told:1' WHERE name = 'state'",
        "DELETE FROM meta WHERE name = 'state'",
        "UPDATE state SET value = '{'",
        "UPDATE state SET value = x'00ff'",
    ],
)
def test_the_state_cache_is_rebuilt_from_the_events(
    path: Path, journal: SqliteJournal, damage: str
) -> None:
    for n in range(3):
        journal.append(told(n, pain=f"p{n}"), "maria", None, NOW)
    right = journal.facts_at()
    journal.close()
    with sqlite3.connect(path) as raw:
        raw.execute(damage)
    raw.close()
    again = SqliteJournal.open(path)
    first = again.verify()
    assert first.ok == ("meta" in damage)
    assert again.facts_at() == right
    assert again.verify().ok
    again.close()


def test_a_chain_cannot_fork(path: Path, journal: SqliteJournal) -> None:
    """Even a program that forgets to look first cannot put two events after the same one."""
    journal.append(told(1), "maria", None, NOW)
    twin = chain.seal(told(2), "otto", NOW, 2, chain.genesis(journal._header))
    raw = sqlite3.connect(path)
    with pytest.raises(sqlite3.IntegrityError, match=r"event\.prev"):
        raw.execute("INSERT INTO event VALUES (?, ?, ?, ?, ?, ?, ?, ?)", twin[:-1])
    raw.close()


def test_threads_may_share_a_journal(journal: SqliteJournal) -> None:
    def work(name: str) -> None:
        for n in range(25):
            journal.append(told(n % 5, pain=f"{name}{n}"), name, None, NOW)
            journal.facts_at()

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(work, "abcd"))
    assert journal.tip()[0] == 100
    assert journal.verify().ok
    assert journal.facts_at() == chain.fold(journal.events())


def test_one_import_of_sixty_thousand_answers_is_one_event(
    path: Path, journal: SqliteJournal
) -> None:
    facts = tuple(
        Fact(f"response/v{n % 10}/r{n // 10}", {"level": "full", "comment": f"ja – {n}"})
        for n in range(60_000)
    )
    event = journal.append(Act("answers.unsealed", facts), "maria", None, NOW)
    assert event.facts == facts
    again = SqliteJournal.open(path)
    state = again.facts_at()
    assert len(state) == 60_000
    assert state["response/v7/r1234", ""] == ({"level": "full", "comment": "ja – 12347"}, 1)
    assert again.verify(event.hash).ends_there
    again.close()
