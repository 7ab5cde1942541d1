"""Breaches of order that the record shows."""

from __future__ import annotations

from collections.abc import Iterator

from ossbuy.model.findings import Finding
from ossbuy.procedure.findings.case import Case, Rule

WEIGHING = ("stated/", "hygiene/", "link/", "policy/blend", "policy/price_share", "contribution/")
FEELING = ("pain/", "cause/")


def conflict_declared(case: Case) -> Iterator[Finding]:
    """F13: an evaluator with a declared conflict judged, or one alone judged everything."""
    project = case.project
    judges = {evaluator for evaluator, *_ in project.scores}
    for person in sorted(judges, key=project.label):
        if (who := project.people.get(person)) and who.conflict:
            yield Finding(
                "F13",
                "warns",
                who.label,
                f"declared a conflict of interest ({who.conflict.rstrip('.')}) and gave scores.",
                "Have the scores given by somebody else, or record why they may stand.",
                ("person", person),
            )
    if len(judges) == 1:
        yield Finding(
            "F13",
            "warns",
            project.label(next(iter(judges))),
            "is the only evaluator.",
            "Have at least one more person score on their own.",
        )


def changed_after_opening(case: Case) -> Iterator[Finding]:
    """F27: weights changed after answers were opened."""
    opened = next((e.seq for e in case.events if e.kind == "answers.unsealed"), None)
    if opened is None:
        return
    for event in case.events:
        if event.seq <= opened or event.kind == "project.built":
            continue
        moved = any(fact.key.startswith(WEIGHING) for fact in event.facts)
        if event.kind == "weights.amended" or moved:
            yield Finding(
                "F27",
                "blocks",
                f"act {event.seq}",
                f"weights were changed after answers had been opened: “{event.reason}”",
                "Have somebody independent confirm the reason; it stands in the report.",
                ("event", str(event.seq)),
            )


def told_after_lock(case: Case) -> Iterator[Finding]:
    """F37: pains changed after the lock no longer match the locked weights."""
    locked = next(
        (e.seq for e in reversed(case.events) if e.kind in ("weights.locked", "weights.amended")),
        None,
    )
    if locked is None or case.project.locked is None:
        return
    later = [
        e for e in case.events if e.seq > locked and any(f.key.startswith(FEELING) for f in e.facts)
    ]
    if later:
        yield Finding(
            "F37",
            "warns",
            f"acts {', '.join(str(e.seq) for e in later[:5])}",
            "pains or causes were changed after the weights were locked; the locked weights hold.",
            "Amend the weights with a reason if the change should count.",
        )


def opened_early(case: Case) -> Iterator[Finding]:
    """F38: files opened before the lock."""
    for file, unsealing in case.project.unsealed.items():
        if unsealing.override and (received := case.project.files.get(file)):
            yield Finding(
                "F38",
                "warns",
                f"{case.project.label(received.vendor)} {received.contents}",
                f"opened before the lock: “{unsealing.override}”",
                "Say so in the report to the board.",
            )


def price_after_opening(case: Case) -> Iterator[Finding]:
    """F39: a price received after other prices were opened."""
    opened = next((e.seq for e in case.events if e.kind == "prices.unsealed"), None)
    if opened is None:
        return
    for event in case.events:
        if event.seq <= opened or event.kind != "file.received":
            continue
        for fact in event.facts:
            file = case.project.files.get(fact.key.removeprefix("file/"))
            if file is not None and file.contents == "prices":
                yield Finding(
                    "F39",
                    "blocks",
                    case.project.vendors[file.vendor].label,
                    f"a price was received after prices had been opened: “{event.reason}”",
                    "Have somebody independent confirm that nobody could know another price.",
                    ("vendor", file.vendor),
                )


def told_by_files(case: Case) -> Iterator[Finding]:
    """F40: locks and openings that the files tell of, not ones this record saw."""
    if not case.events or case.events[0].kind != "project.built":
        return
    told = [e for e in case.events if e.on_behalf_of and e.kind.endswith((".locked", ".unsealed"))]
    if told:
        yield Finding(
            "F40",
            "notes",
            f"acts {told[0].seq} to {told[-1].seq}",
            "the project was built from readable files, and its locks and openings are what those "
            "files say, at the time they were read.",
            "Keep the project file in which they first happened, and its head hash.",
        )


def private_notes(case: Case) -> Iterator[Finding]:
    """F28: private notes are in the file."""
    if case.project.private:
        yield Finding(
            "F28",
            "notes",
            "notes",
            f"{len(case.project.private)} private notes are in this file.",
            "Give others a copy made by 'ossbuy share', never the file itself.",
        )


RULES: tuple[Rule, ...] = (
    conflict_declared,
    changed_after_opening,
    private_notes,
    told_after_lock,
    opened_early,
    price_after_opening,
    told_by_files,
)
