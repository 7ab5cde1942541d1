"""Breaches of order that the record shows."""

from __future__ import annotations

from collections.abc import Iterator

from ossbuy.model.events import Fact
from ossbuy.model.findings import Finding
from ossbuy.model.regulation import WEIGHING_FIELDS
from ossbuy.procedure.findings.case import Case, Rule

WEIGHING = (
    *("stated/", "hygiene/", "link/", "contribution/", "model", "grouped/"),
    *(f"policy/{name}" for name in sorted(WEIGHING_FIELDS)),
)
TRAUMA = frozenset({"severity", "frequency", "breadth", "cost_likely", "months", "evidence"})
"""What a pain's index follows."""
SHARING = frozenset({"section", "layer", "gate"})
"""What a requirement's share of the weight follows."""
FEELING = ("pain/", "cause/")


def changed_after_opening(case: Case) -> Iterator[Finding]:
    """F27: weights changed after answers were opened."""
    opened = next((e.seq for e in case.events if e.kind == "answers.unsealed"), None)
    if opened is None:
        return
    locked = next((e.seq for e in case.events if e.kind == "weights.locked"), None)
    for event in case.events:
        if event.seq <= opened or event.kind in ("project.built", "weights.locked"):
            continue
        # Without a lock before it, every change of what a pain says moves the derived weights.
        free = locked is None or event.seq < locked
        if event.kind == "weights.amended" or any(_moves(fact, free) for fact in event.facts):
            why = f": “{event.reason}”" if event.reason else ", and nobody said why."
            yield Finding(
                "F27",
                "blocks",
                f"act {event.seq}",
                f"weights were changed after answers had been opened{why}",
                "Have somebody independent confirm the reason; it stands in the report.",
                ("event", str(event.seq)),
            )


def _moves(fact: Fact, free: bool) -> bool:
    """Whether a fact moves weights; with ``free`` they are not locked and follow the pains."""
    family, _, rest = fact.key.partition("/")
    name = rest.rpartition("/")[2]
    if fact.key.startswith(WEIGHING):
        return True
    if not free:
        return False
    if family == "requirement":
        return name in SHARING or (name == "code" and fact.value is None)
    return family == "pain" and name in TRAUMA


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
            ("event", str(later[0].seq)),
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
                ("vendor", received.vendor),
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
            ("event", str(told[0].seq)),
        )


def private_notes(case: Case) -> Iterator[Finding]:
    """F28: what is private is in the file, and copies of the file itself would carry it."""
    project = case.project
    feelings = [e for e in project.emotions.values() if not e.released]
    said = [
        f"{count} {one if count == 1 else many}"
        for count, one, many in (
            (len(project.private), "private note", "private notes"),
            (len(feelings), "feeling", "feelings"),
        )
        if count
    ]
    if not said:
        return
    many = len(project.private) + len(feelings) > 1
    yield Finding(
        "F28",
        "warns" if project.policy.regulated else "notes",
        "private",
        f"{' and '.join(said)} {'are' if many else 'is'} in this file"
        + (", which a regulated procurement does not keep." if project.policy.regulated else "."),
        "Redact what is not to be kept."
        if project.policy.regulated
        else "Give others a copy made by 'ossbuy share', never the file itself.",
        ("stage", "people"),
    )


RULES: tuple[Rule, ...] = (
    changed_after_opening,
    private_notes,
    told_after_lock,
    opened_early,
    price_after_opening,
    told_by_files,
)
