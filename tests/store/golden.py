"""One stored event of every kind, kept for ever in ``golden_events.jsonl``.

Run this file to append an example for each kind (or new version of a kind) that has none yet. Lines
already there are never rewritten: they stand for files on people's disks.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from ossbuy.exchange.project_files import read_model
from ossbuy.model.events import KINDS, Act, Fact, Json, facts_of
from ossbuy.store import chain
from ossbuy.store.chain import Record, Row

FILE = Path(__file__).with_name("golden_events.jsonl")
NOW = datetime(2026, 3, 1, 9, 30, tzinfo=UTC)
AT = chain.stamp(NOW)


def _standard_model() -> Json:
    path = Path(__file__).resolve().parents[2] / "templates" / "evaluation" / "standard.yaml"
    return read_model(path).model_dump(mode="json", exclude_none=True)


EXAMPLES: dict[str, tuple[Fact, ...]] = {
    "project.begun": (Fact("project/name", "Nordnetz billing renewal"),),
    "project.described": (Fact("project/currency", "EUR"), Fact("project/base_year", 2026)),
    "project.built": (Fact("project/lot", "Lot 1: inventory"),),
    # The whole of the evaluation model as it was on the day the line was written.
    "model.adopted": (Fact("model", _standard_model()),),
    "person.named": facts_of("person", "a1", {"code": "V1", "name": "Ines Ørsted", "role": "NOC"}),
    "trigger.told": facts_of(
        "trigger", "b1", {"code": "T1", "statement": "The vendor gave notice"}
    ),
    "pain.told": facts_of(
        "pain",
        "c1",
        {"code": "P1", "name": "Orders stall [sic]", "voice": "a1", "cost_likely": "120000.50"},
    ),
    "pain.changed": (Fact("pain/c1/severity", 4), Fact("pain/c1/evidence", "C")),
    "pain.removed": (Fact("pain/c9/code", None), Fact("pain/c9/name", None)),
    "cause.found": (
        *facts_of("cause", "d1", {"code": "C1", "statement": "Two inventories", "fixable": "yes"}),
        Fact("contribution/d1/c1", 0.75),
    ),
    "cause.changed": (Fact("cause/d1/category", "data"),),
    "cause.removed": (Fact("cause/d9/code", None), Fact("contribution/d9/c1", None)),
    "section.set": facts_of("section", "e1", {"code": "1", "title": "Inventory"}),
    "requirement.written": facts_of(
        "requirement", "f1", {"code": "1.10", "section": "e1", "text": "One inventory of record."}
    ),
    "requirement.changed": (Fact("requirement/f1/gate", True),),
    "requirement.removed": (Fact("requirement/f9/code", None),),
    "requirements.imported": facts_of(
        "requirement",
        "f2",
        {"code": "1.2", "section": "e1", "text": "Répondre en 2 s.", "gate": False},
    ),
    "link.set": (Fact("link/d1/f1", 9),),
    "weight.set": (Fact("stated/f1", 40), Fact("hygiene/f2", 1.5)),
    "policy.set": (Fact("policy/price_share", 0.3), Fact("policy/blend", 0.5)),
    "scenario.adopted": (Fact("policy/price_share", 0.2),),
    "weights.locked": (
        Fact(
            "lock/weights",
            {
                "hash": "1" * 64,
                "by": "ines",
                "at": AT,
                "blend": 0.5,
                "price_share": 0.2,
                "model_hash": "0" * 64,
                "stated": {"f1": 1.0},
                "derived": {"f1": 1.0},
                "blended": {"f1": 1.0},
            },
        ),
    ),
    "weights.amended": (Fact("stated/f1", 45),),
    "vendor.invited": facts_of("vendor", "v1", {"code": "A", "name": "Falke Systems"}),
    "vendor.changed": (Fact("vendor/v1/profile", "Inventory specialist"),),
    "vendor.eliminated": (Fact("eliminated/v1", {"by": "ines", "reason": "gate failed"}),),
    "vendor.readmitted": (Fact("eliminated/v1", None),),
    "file.received": (
        Fact(
            "file/x1",
            {
                "id": "x1",
                "vendor": "v1",
                "contents": "answers",
                "filename": "falke.xlsx",
                "sha256": "2" * 64,
                "size": 9,
                "received_at": AT,
                "answered": 1,
                "asked": 2,
            },
        ),
    ),
    "answers.unsealed": (
        Fact("unsealed/x1", {"by": "ines", "at": AT}),
        Fact(
            "response/v1/f1", {"level": "full", "delivery": "STD", "evidence": "demo", "file": "x1"}
        ),
        Fact("response/v1/f2", {"level": "unanswered"}),
    ),
    "prices.unsealed": (
        Fact(
            "price/v1/p1",
            {"code": "1", "item": "Licence", "currency": "EUR", "amounts": ["100.00", "20"]},
        ),
    ),
    "quality.locked": (Fact("lock/quality", {"by": "ines", "at": AT}),),
    "proposals.accepted": (Fact("accepted/v1/f1", {"by": "ines", "file": "x1"}),),
    "score.given": (Fact("score/a1/v1/f1", {"value": 4.5, "reason": "seen live"}, "1"),),
    "score.agreed": (Fact("agreed/v1/f1", {"value": 4, "reason": "all", "present": ["a1"]}),),
    "gate.judged": (Fact("gate/v1/f1", {"result": "pass", "by": "ines", "reason": "shown"}),),
    "decision.made": (
        Fact("decision", {"vendor": "v1", "by": "board", "statement": "Award", "conditions": []}),
    ),
    "note.written": (
        Fact("note/n1/text", "line one\nline two \x1b"),
        Fact("note/n1/private", True),
    ),
    "act.undone": (Fact("note/n1/text", None), Fact("undone/some-event", True)),
    "act.redone": (Fact("note/n1/text", "again"), Fact("undone/some-event", None)),
    "copy.shared": (Fact("shared/s1", {"audience": "auditor", "for": "Board audit"}),),
    "fact.redacted": (Fact("redacted/5.2", ["person/a1/name", ""]),),
    "emotion.told": facts_of(
        "emotion", "m1", {"code": "E1", "person": "a1", "feeling": "fatigue", "intensity": 4}
    ),
    "emotion.changed": (Fact("emotion/m1/fear", "blame for a second failure"),),
    "emotion.removed": (Fact("emotion/m9/code", None),),
    "pains.taken": facts_of("pain", "c2", {"code": "P2", "name": "Tickets bounce"}),
    "cost.worked": (
        Fact(
            "costing/c1",
            {
                "lines": [
                    {
                        "kind": "hours",
                        "what": "re-keying",
                        "quantity": "2",
                        "quantity_low": "1.5",
                        "unit": "h",
                        "rate": "48.50",
                        "times": "220",
                    }
                ]
            },
        ),
        Fact("pain/c1/cost_likely", "21340.00"),
    ),
    "burden.counted": (
        Fact("burden/u1", {"what": "demo days", "role": "NOC", "people": "6", "days": "2.5"}),
    ),
    "value.traced": (
        Fact(
            "value/c1",
            {"stage": "order", "friction": "re-keying", "baseline": 4, "target": 1, "loss": 0.02},
        ),
    ),
    "library.pulled": (
        *facts_of("pain", "c3", {"code": "P3", "name": "Port lists lie", "library": "INV-P1"}),
        Fact("link/c3/f1", 3),
    ),
    "past.taken": facts_of("cause", "d2", {"code": "C2", "statement": "Nobody owns the data"}),
    "requirement.reworded": (Fact("requirement/f2/text", "The inventory shall answer in 2 s."),),
    "ballot.cast": (
        Fact("ballot/a1/top", {"method": "points", "points": {"e1": 60, "e2": 40}}, "1"),
    ),
    "round.closed": (Fact("closed/top", {"by": "ines", "at": AT, "absent": []}, "1"),),
    "weights.agreed": (
        Fact("stated/e1", 60.0),
        Fact("grouped/top", {"method": "mean", "round": "1", "people": ["a1"]}),
    ),
    "workshop.opened": facts_of(
        "session", "w1", {"code": "W1", "title": "Day one", "present": ["a1"]}
    ),
    "workshop.changed": (Fact("session/w1/present", []),),
    "workshop.stepped": (
        Fact("session/w1/step", "voices"),
        Fact("step/w1/voices", {"title": "What happened?", "minutes": 45, "began": AT}),
    ),
    "item.parked": facts_of("parked", "k1", {"code": "K1", "text": "Who pays?", "by": "a1"}),
    "item.changed": (Fact("parked/k1/resolution", "The board, in May."),),
    "question.asked": facts_of("question", "q1", {"code": "Q1", "text": "How bad?", "about": "c1"}),
    "question.changed": (Fact("question/q1/text", "How bad is it?"),),
    "vote.cast": (Fact("vote/q1/a1", {"value": "4"}),),
    "votes.shown": (Fact("question/q1/closed", True),),
    "procurement.regulated": (Fact("policy/regulated", True),),
    "rfp.issued": (
        Fact(
            "issue/i1",
            {
                "id": "i1",
                "version": "1",
                "stage": "full",
                "at": AT,
                "by": "ines",
                "hash": "3" * 64,
                "asked": {"f1": ["1.10", "One inventory of record."]},
                "answers_sha256": "4" * 64,
                "loops": ["roles"],
                "years": 5,
            },
        ),
    ),
    "addendum.issued": (
        Fact(
            "issue/i2",
            {
                "id": "i2",
                "version": "1.1",
                "at": AT,
                "by": "ines",
                "hash": "5" * 64,
                "asked": {"f1": ["1.10", "One inventory of record, as at any day."]},
                "changes": "1.10 reworded",
                "vendors": ["v1"],
            },
        ),
    ),
    "calendar.set": facts_of(
        "deadline", "t1", {"code": "D1", "name": "Answers due", "what": "answers", "at": AT}
    ),
    "deadline.removed": (Fact("deadline/t9/code", None),),
    "clarification.asked": facts_of(
        "clarification",
        "y1",
        {"code": "Q1", "question": "Which ports?", "asked_by": "v1", "requirements": ["f1"]},
    ),
    "clarification.answered": (
        Fact("clarification/y1/answer", "All of them."),
        Fact("clarification/y1/answered_by", "ines"),
    ),
    "clarification.published": (
        Fact("clarification/y1/published_at", AT),
        Fact("clarification/y1/published_to", "all"),
    ),
    "clarification.changed": (Fact("clarification/y1/changes_request", True),),
    "clarification.removed": (Fact("clarification/y9/code", None),),
    "answers.withdrawn": (
        Fact("withdrawn/x1", {"by": "falke", "at": AT, "reason": "the wrong file"}),
    ),
    "scale.mapped": (Fact("scale/v1/level", {"words": {"teilweise": "partial"}, "by": "ines"}),),
    "loop.answered": (Fact("loop/v1/roles", {"value": "4.5", "file": "x1"}),),
    "requirements.revised": (Fact("requirement/f1/text", "One inventory of record, always."),),
    "comparison.taken": facts_of("section", "e2", {"code": "2", "title": "Reports"}),
    "test.recorded": (
        Fact("graded/v1/f1", {"evidence": "poc", "by": "ines", "reference": "30 recorded days"}),
        Fact("agreed/v1/f1", {"value": 2.9, "reason": "7 % of roots hidden", "present": ["a1"]}),
    ),
    "evidence.graded": (
        Fact("graded/v1/f2", {"evidence": "claim", "by": "ines", "reason": "a flyer"}),
    ),
    "forecast.set": facts_of(
        "driver",
        "z1",
        {"code": "subscribers", "unit": "subscriber month", "amounts": ["40000", "120000.5"]},
    ),
    "vendors.shortlisted": (
        Fact("shortlisted/v1", {"by": "ines", "reason": "gates shown", "at": AT}),
    ),
    "pack.opened": facts_of("vendor", "v2", {"code": "self", "name": "Falke Systems"}),
    "answer.written": (Fact("response/v2/f1", {"level": "partial", "comment": "from 6.2"}),),
    "answers.reused": (
        Fact("response/v2/f2", {"level": "full"}),
        Fact("reuse/f2", {"source": "nordnetz-2024.ossbuy", "code": "3.1", "likeness": 0.91}),
    ),
    "task.given": (Fact("task/f1", {"person": "Jo", "due": "2026-04-01"}),),
    "bid.written": (Fact("shared/s2", {"filename": "falke.xlsx", "sha256": "6" * 64}),),
}


def lines() -> tuple[str, list[Record]]:
    """The file header and the records of the golden file."""
    text = FILE.read_text(encoding="utf-8").splitlines()
    return text[0], [_record(json.loads(line)) for line in text[1:]]


def _record(said: dict[str, object]) -> Record:
    rows = tuple(
        Row(n, key, round_, value, salt and bytes.fromhex(salt), bytes.fromhex(digest))
        for n, key, round_, value, salt, digest in said.pop("rows")  # type: ignore[attr-defined]
    )
    return Record(**said, rows=rows)  # type: ignore[arg-type]


def _line(record: Record) -> str:
    rows = [(*r[:4], r.salt and r.salt.hex(), r.digest.hex()) for r in record.rows]
    return json.dumps(record._asdict() | {"rows": rows}, ensure_ascii=False)


def missing() -> Iterator[str]:
    """Kinds whose current version has no line yet."""
    have = {(r.kind, r.version) for r in lines()[1]} if FILE.exists() else set()
    return (kind for kind, (version, _) in KINDS.items() if (kind, version) not in have)


def main() -> None:
    """Append what is missing."""
    if not FILE.exists():
        FILE.write_text(chain.begin("buyer", NOW, "0.1.0") + "\n", encoding="utf-8")
    for kind in list(missing()):
        header, records = lines()
        prev = records[-1].hash if records else chain.genesis(header)
        act = Act(kind, EXAMPLES[kind], reason="because", group="g1", on_behalf_of="Ines")
        with FILE.open("a", encoding="utf-8") as file:
            file.write(_line(chain.seal(act, "ines", NOW, len(records) + 1, prev)) + "\n")
        sys.stdout.write(f"{kind}\n")


if __name__ == "__main__":
    main()
