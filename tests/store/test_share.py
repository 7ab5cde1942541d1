"""A shared copy verifies like the original and holds no byte of what was withheld."""

from __future__ import annotations

import sqlite3
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

import pytest

from ossbuy.model.events import Act, Fact, facts_of
from ossbuy.store.audiences import AUDIENCES
from ossbuy.store.errors import Corrupted, ReadOnly, Unavailable
from ossbuy.store.share import share
from ossbuy.store.sqlite import SqliteJournal
from ossbuy.store.workspace import Workspace

NOW = datetime(2026, 3, 1, 9, 30, tzinfo=UTC)

OWN_PRICES = b"PK\x03\x04 Falke prices 111-OWNPRICE"
OTHER_PRICES = b"PK\x03\x04 Rivale prices 222-OTHERPRICE"
OTHER_ANSWERS = b"PK\x03\x04 Rivale answers 333-OTHERANSWER"
FALKE, RIVALE = "aaaaaaaaaa", "bbbbbbbbbb"
EVA, OLAF = "eeeeeeeeee", "ffffffffff"


def file_of(ident: str, vendor: str, contents: str, content: bytes) -> Act:
    name = sha256(content).hexdigest()
    value = {
        "id": ident,
        "vendor": vendor,
        "contents": contents,
        "filename": f"{vendor}.xlsx",
        "sha256": name,
        "size": len(content),
        "received_at": "2026-03-01T09:30:00.000Z",
    }
    return Act("file.received", (Fact(f"file/{ident}", value),), blobs={name: content})


ACTS = [
    Act("project.begun", (Fact("project/name", "Nordnetz renewal"),)),
    Act("person.named", (Fact("person/p1/code", "V1"), Fact("person/p1/name", "Ada Quillfeather"))),
    Act("pain.told", facts_of("pain", "p", {"code": "P1", "name": "Orders stall", "voice": "p1"})),
    Act("pain.changed", (Fact("pain/p/cost_likely", "98765432.10"),), reason="says Ada 777-REASON"),
    Act(
        "requirement.written", facts_of("requirement", "r", {"code": "1.1", "text": "PUBLIC-TEXT"})
    ),
    Act("link.set", (Fact("link/p/r", 9),)),
    Act("weight.set", (Fact("stated/r", 31.4159),)),
    Act("policy.set", (Fact("policy/price_share", 0.271828), Fact("policy/blend", 0.5))),
    Act("vendor.invited", facts_of("vendor", FALKE, {"code": "A", "name": "Falke Systems"})),
    Act("vendor.invited", facts_of("vendor", RIVALE, {"code": "B", "name": "Rivale Software"})),
    file_of("f1", FALKE, "prices", OWN_PRICES),
    file_of("f2", RIVALE, "prices", OTHER_PRICES),
    file_of("f3", RIVALE, "answers", OTHER_ANSWERS),
    Act(
        "answers.unsealed",
        (Fact(f"response/{RIVALE}/r", {"level": "full", "comment": "RIVAL-ANS"}),),
    ),
    Act(
        "answers.unsealed",
        (Fact(f"response/{FALKE}/r", {"level": "full", "comment": "FALKE-ANS"}),),
    ),
    Act(
        "prices.unsealed",
        (
            Fact(
                f"price/{RIVALE}/l",
                {"code": "L1", "item": "555-RIVALPRICE", "currency": "EUR", "amounts": ["1"]},
            ),
            Fact("drift/f2", {"items": [{"kind": "amount", "what": "888-PRICEDRIFT."}]}),
            Fact("drift/f3", {"items": [{"kind": "extra", "what": "999-ANSWERDRIFT."}]}),
        ),
    ),
    Act("score.given", (Fact(f"score/{EVA}/{FALKE}/r", {"value": 4, "reason": "EVA-SCORE"}, "1"),)),
    Act(
        "score.given", (Fact(f"score/{OLAF}/{FALKE}/r", {"value": 1, "reason": "OLAF-SCORE"}, "1"),)
    ),
    Act("score.agreed", (Fact(f"agreed/{FALKE}/r", {"value": 2, "reason": "AGREED-SCORE"}),)),
    Act(
        "gate.judged",
        (Fact(f"gate/{FALKE}/r", {"result": "pass", "by": "maria", "reason": "GATE-WORDS"}),),
    ),
    Act("note.written", (Fact("note/n1/text", "PRIVATE-NOTE"), Fact("note/n1/private", True))),
    Act("note.written", (Fact("note/n2/text", "OPEN-NOTE"),)),
    Act("note.written", (Fact("note/n1/private", False),)),
    Act(
        "clarification.asked",
        facts_of(
            "clarification",
            "q1",
            {"code": "Q1", "question": "PUBLISHED-Q", "asked_by": RIVALE, "answer": "PUBLISHED-A"},
        ),
    ),
    Act(
        "clarification.published",
        (
            Fact("clarification/q1/published_at", "2026-03-01T09:30:00Z"),
            Fact("clarification/q1/published_to", "all"),
        ),
    ),
    Act(
        "clarification.asked",
        facts_of("clarification", "q2", {"code": "Q2", "question": "UNPUBLISHED-Q"}),
    ),
    Act(
        "clarification.published",
        (
            Fact("clarification/q3/code", "Q3"),
            Fact("clarification/q3/question", "RIVALS-OWN-Q"),
            Fact("clarification/q3/published_at", "2026-03-01T09:30:00Z"),
            Fact("clarification/q3/published_to", RIVALE),
        ),
    ),
]

SECRETS = {
    "vendor": [
        b"Ada", b"Quillfeather", b"98765432", b"777-REASON", b"31.4159", b"0.271828", b"Rivale",
        b"222-OTHERPRICE", b"333-OTHERANSWER", b"RIVAL-ANS", b"555-RIVALPRICE", b"EVA-SCORE",
        b"888-PRICEDRIFT", b"999-ANSWERDRIFT", b"OLAF-SCORE", b"AGREED-SCORE", b"GATE-WORDS",
        b"PRIVATE-NOTE", b"OPEN-NOTE", b"maria",
        b"UNPUBLISHED-Q", b"RIVALS-OWN-Q",
        RIVALE.encode(), OLAF.encode(), b"link/p/r", sha256(OTHER_PRICES).hexdigest().encode(),
    ],
    "evaluator": [
        b"222-OTHERPRICE", b"111-OWNPRICE", b"555-RIVALPRICE", b"OLAF-SCORE", b"PRIVATE-NOTE",
        b"888-PRICEDRIFT", sha256(OTHER_PRICES).hexdigest().encode(),
    ],
    "auditor": [b"PRIVATE-NOTE"],
}  # fmt: skip
KEPT = {
    "vendor": [b"PUBLIC-TEXT", b"Orders stall", b"FALKE-ANS", b"111-OWNPRICE", b"PUBLISHED-A"],
    "evaluator": [
        b"RIVAL-ANS",
        b"EVA-SCORE",
        b"333-OTHERANSWER",
        b"Quillfeather",
        b"OPEN-NOTE",
        b"999-ANSWERDRIFT",
    ],
    "auditor": [b"OLAF-SCORE", b"555-RIVALPRICE", b"222-OTHERPRICE", b"777-REASON", b"OPEN-NOTE"],
}
RECIPIENT = {"vendor": FALKE, "evaluator": EVA, "auditor": ""}


@pytest.fixture
def source(path: Path, journal: SqliteJournal) -> Path:
    for act in ACTS:
        journal.append(act, "maria", None, NOW)
    journal.close()
    return path


@pytest.mark.parametrize("audience", sorted(AUDIENCES))
def test_what_is_withheld_is_gone_to_the_last_byte(
    source: Path, tmp_path: Path, audience: str
) -> None:
    out = tmp_path / "copy.ossbuy"
    about = share(source, out, audience, NOW, "maria", RECIPIENT[audience], "the reader")
    original, copied = source.read_bytes(), out.read_bytes()
    for secret in SECRETS[audience]:
        assert secret in original, f"{secret!r} proves nothing: the original lacks it"
        assert secret not in copied, f"{secret!r} is in the copy"
    for kept in KEPT[audience]:
        assert kept in copied
    assert about.role == audience
    assert about.share is not None
    assert (about.share.made_for, about.share.at) == ("the reader", "2026-03-01T09:30:00.000Z")
    assert [f.name for f in tmp_path.iterdir() if f.is_file()] == ["north.ossbuy", "copy.ossbuy"]


@pytest.mark.parametrize("audience", sorted(AUDIENCES))
def test_a_copy_verifies_against_the_originals_head(
    source: Path, tmp_path: Path, audience: str
) -> None:
    out = tmp_path / "copy.ossbuy"
    share(source, out, audience, NOW, "maria", RECIPIENT[audience])
    original, copied = SqliteJournal.open(source), SqliteJournal.open(out)
    found = copied.verify(original.head())
    assert found.ok
    assert found.ends_there
    assert found.withheld > 0
    assert copied.about().chain == original.about().chain
    assert {e.hash for e in copied.events()} == {e.hash for e in original.events()}
    seen, all_of_it = copied.facts_at(), original.facts_at()
    assert seen.items() <= all_of_it.items()
    assert copied.facts_at(copied.tip()[0]) == seen
    original.close()
    copied.close()


def test_more_taken_out_than_the_header_says_is_evident(source: Path, tmp_path: Path) -> None:
    out = tmp_path / "copy.ossbuy"
    share(source, out, "auditor", NOW, "maria")
    with sqlite3.connect(out) as raw:
        raw.execute(
            "UPDATE fact SET key = 'withheld/score', round = '', value = NULL, salt = NULL "
            "WHERE key LIKE 'score/%' AND seq = 18"
        )
        raw.execute("DELETE FROM meta WHERE name = 'state'")
    raw.close()
    with Workspace.open(out, "auditor") as copied:
        found = copied.verify()
    assert not found.ok
    assert "no redaction explains it" in found.sentence()


def test_an_evaluator_scores_in_the_copy_and_the_original_takes_it_once(
    source: Path, tmp_path: Path
) -> None:
    out = tmp_path / "copy.ossbuy"
    share(source, out, "evaluator", NOW, "maria", EVA)
    with Workspace.open(out, "eva") as theirs:
        key = f"score/{EVA}/{FALKE}/r"
        event = theirs.execute(Act("score.given", (Fact(key, {"value": 5.0}, "1"),)))
        assert theirs.verify().ok
        chain_id = theirs.about.chain
    with Workspace.open(source, "maria") as ours:
        home = Act(event.kind, event.facts, origin=f"{chain_id}:{event.event_id}", at=event.at)
        first = ours.execute(home)
        assert ours.execute(home) == first
        assert ours.project.scores[EVA, FALKE, "r", "1"].value == 5.0


def test_an_auditors_copy_is_for_reading(source: Path, tmp_path: Path) -> None:
    out = tmp_path / "copy.ossbuy"
    share(source, out, "auditor", NOW, "maria")
    with Workspace.open(out, "auditor") as copied, pytest.raises(ReadOnly, match="for reading"):
        copied.execute(Act("note.written", (Fact("note/n9/text", "hm"),)))


def test_a_copy_of_a_copy_explains_both_omissions(source: Path, tmp_path: Path) -> None:
    first, second = tmp_path / "first.ossbuy", tmp_path / "second.ossbuy"
    share(source, first, "evaluator", NOW, "maria", EVA)
    about = share(first, second, "vendor", NOW, "maria", FALKE)
    assert about.share is not None
    assert {"score", "price", "note"} <= set(about.share.withheld)
    copied = SqliteJournal.open(second)
    assert copied.verify().ok
    copied.close()


def test_a_redaction_stays_explained_in_a_copy(source: Path, tmp_path: Path) -> None:
    with Workspace.open(source, "maria") as ours:
        ours.redact(("person/p1/name", ""), "asked")
    for audience, redacted in (("auditor", 1), ("evaluator", 1), ("vendor", 0)):
        out = tmp_path / f"{audience}.ossbuy"
        share(source, out, audience, NOW, "maria", RECIPIENT[audience])
        copied = SqliteJournal.open(out)
        found = copied.verify()
        assert (found.ok, found.redacted) == (True, redacted)
        copied.close()


def test_a_pack_for_every_vendor_holds_no_vendors_answers(source: Path, tmp_path: Path) -> None:
    out = tmp_path / "pack.ossbuy"
    share(source, out, "vendor", NOW, "maria")
    assert b"FALKE-ANS" not in out.read_bytes()
    with Workspace.open(out, "someone") as pack:
        assert pack.project.vendors == {}
        assert pack.project.requirements["r"].text == "PUBLIC-TEXT"


def test_nothing_is_shared_that_does_not_verify(source: Path, tmp_path: Path) -> None:
    with sqlite3.connect(source) as raw:
        raw.execute("UPDATE fact SET value = '\"x\"' WHERE seq = 1 AND n = 1")
    raw.close()
    with pytest.raises(Corrupted, match="cannot be shared"):
        share(source, tmp_path / "copy.ossbuy", "auditor", NOW, "maria")
    assert not (tmp_path / "copy.ossbuy").exists()


def test_a_copy_never_overwrites(source: Path) -> None:
    before = source.read_bytes()
    with pytest.raises(Unavailable, match="already a file here"):
        share(source, source, "auditor", NOW, "maria")
    assert source.read_bytes() == before


def test_an_empty_project_can_be_shared(path: Path, journal: SqliteJournal, tmp_path: Path) -> None:
    about = share(path, tmp_path / "copy.ossbuy", "vendor", NOW, "maria")
    assert about.share is not None
    assert (about.share.seq, about.share.withheld) == (0, ())


def test_an_unknown_audience_is_refused(source: Path, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="a copy is made for"):
        share(source, tmp_path / "copy.ossbuy", "press", NOW, "maria")
