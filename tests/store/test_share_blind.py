"""No copy holds what somebody said in a round that is open, but that person's own."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from ossbuy.model.events import Act, Fact, facts_of
from ossbuy.store.share import share
from ossbuy.store.workspace import Workspace

NOW = datetime(2026, 3, 1, 9, 30, tzinfo=UTC)
AT = "2026-03-01T09:00:00Z"
EVA, OLAF = "eeeeeeeeee", "ffffffffff"


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """Round 1 closed, round 2 open; one question shown, one not."""
    path = tmp_path / "p.ossbuy"
    with Workspace.create(path, "chair") as w:
        for ident, code in ((EVA, "eva"), (OLAF, "olaf")):
            w.execute(Act("person.named", facts_of("person", ident, {"code": code})))
        for question in ("q1", "q2"):
            said = {"code": question.upper(), "text": "How bad?"}
            w.execute(Act("question.asked", facts_of("question", question, said)))
        for person, name in ((EVA, "EVA"), (OLAF, "OLAF")):
            for round_ in ("1", "2"):
                said = {"method": "points", "points": {"s": 1}, "comment": f"{name}-ROUND-{round_}"}
                w.execute(Act("ballot.cast", (Fact(f"ballot/{person}/top", said, round_),)))
            for question in ("q1", "q2"):
                said = {"value": "3", "comment": f"{name}-VOTE-{question}"}
                w.execute(Act("vote.cast", (Fact(f"vote/{question}/{person}", said),)))
        w.execute(Act("round.closed", (Fact("closed/top", {"by": "chair", "at": AT}, "1"),)))
        w.execute(Act("votes.shown", (Fact("question/q1/closed", True),)))
    return path


@pytest.mark.parametrize(
    ("audience", "reader", "seen"),
    [
        ("auditor", "", {"EVA-ROUND-1", "OLAF-ROUND-1", "EVA-VOTE-q1", "OLAF-VOTE-q1"}),
        ("evaluator", EVA, {"EVA-ROUND-1", "EVA-ROUND-2", "EVA-VOTE-q1", "EVA-VOTE-q2"}),
        ("vendor", OLAF, set()),
    ],
)
def test_open_rounds_and_votes_stay_at_home(
    source: Path, tmp_path: Path, audience: str, reader: str, seen: set[str]
) -> None:
    out = tmp_path / "copy.ossbuy"
    share(source, out, audience, NOW, "chair", reader)
    texts = {
        f"{name}-{what}"
        for name in ("EVA", "OLAF")
        for what in ("ROUND-1", "ROUND-2", "VOTE-q1", "VOTE-q2")
    }
    assert all(text.encode() in source.read_bytes() for text in texts)
    assert {text for text in texts if text.encode() in out.read_bytes()} == seen
    with Workspace.open(out, "reader") as copied:
        assert copied.verify().ok
