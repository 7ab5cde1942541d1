"""The record of a workshop as a page of Markdown that reads well as it stands."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ossbuy.exchange.agenda_sheet import duration
from ossbuy.exchange.markdown import plain, table
from ossbuy.exchange.workshop_record.content import Moved, Record, Told, Voted

NOTHING = "None."


def page(record: Record) -> str:
    """The whole record."""
    lines = [f"# {plain(' '.join(p for p in (record.code, record.title) if p))}", ""]
    if record.project:
        lines += [f"Project: {plain(record.project)}", ""]
    lines += [*_about(record), ""]
    if record.caution:
        lines += [f"Caution: {record.caution}", ""]
    lines += ["## Who was there", "", *_people(record), ""]
    lines += ["## Agenda", "", *_agenda(record), ""]
    for title, told in (
        ("Why now", record.triggers),
        ("Pains", record.pains),
        ("Causes", record.causes),
        ("Requirements", record.requirements),
    ):
        if told or title != "Why now":
            lines += [f"## {title}", "", *(_told(told) or [record.nothing]), ""]
    for title, moved in (("Links and shares", record.links), ("Weights", record.weights)):
        lines += [f"## {title}", "", *(_moved(moved) or [record.nothing]), ""]
    lines += ["## Votes", ""]
    for vote in record.votes:
        lines += [*_vote(vote), ""]
    lines += [] if record.votes else [NOTHING, ""]
    lines += ["## Parked", ""]
    lines += [
        f"- **{plain(k.code)}** {plain(k.text)}{_by(k.by)}: {plain(k.resolution or 'still open')}"
        for k in record.parked
    ] or [NOTHING]
    lines += ["", "## Open", "", *([f"- {plain(o)}" for o in record.open] or [NOTHING]), ""]
    lines.append(f"Journal at {record.head}.")
    return "\n".join(lines)


def _about(record: Record) -> list[str]:
    said = [
        f"Held on {record.on}" if record.on else "",
        f"led by {plain(record.facilitator)}" if record.facilitator else "",
        f"on the agenda {plain(record.agenda)}" if record.agenda else "",
        f"begun {record.began}" if record.began else "",
        f"ended {record.ended}" if record.ended else "still running",
    ]
    return [", ".join(part for part in said if part) + "."]


def _people(record: Record) -> list[str]:
    if not record.seats:
        return ["Nobody is noted."]
    rows = [
        (s.name, s.role, str(s.spoke) if s.spoke else "", "left early" if s.left else "")
        for s in record.seats
    ]
    return table(("name", "role", "had the word in steps", ""), rows)


def _agenda(record: Record) -> list[str]:
    if not record.steps:
        return ["No agenda is on record."]
    rows = []
    for number, step in enumerate(record.steps, 1):
        planned = "open" if step.planned is None else f"{step.planned:g}"
        planned += f" + {step.extra:g}" if step.extra else ""
        taken = "not reached" if step.taken is None else f"{step.taken:.0f}"
        rows.append((number, step.title, planned, taken, step.began, step.ended))
    lines = table(("#", "step", "planned", "taken", "began", "ended"), rows)
    total = f"In all {duration(record.taken)} of {duration(record.planned)} planned."
    notes = [f"- {plain(s.title)}: {plain(s.note)}" for s in record.steps if s.note]
    return [*lines, "", total, *([""] if notes else []), *notes]


def _told(told: Sequence[Told]) -> list[str]:
    lines = []
    for thing in told:
        status = "" if thing.status == "new" else f" ({thing.status})"
        lines.append(f"- **{plain(thing.code)}** {plain(thing.name)}{status}")
        if thing.words and thing.words != thing.name:
            lines.append(f"  “{plain(thing.words)}”{_by(thing.by)}")
        elif thing.by:
            lines.append(f"  said by {plain(thing.by)}")
        lines += [f"  - {plain(change)}" for change in thing.changes]
    return lines


def _moved(moved: Iterable[Moved]) -> list[str]:
    rows = [(m.of, m.was, m.now, m.why) for m in moved]
    return table(("what", "was", "is", "why"), rows) if rows else []


def _vote(vote: Voted) -> list[str]:
    lines = [f"### {plain(vote.code)} {plain(vote.text)}", ""]
    if vote.about:
        lines += [f"About {plain(vote.about)}.", ""]
    rows = [(a.answer, a.votes, "●" * a.votes, ", ".join(a.names)) for a in vote.answers]
    if any(a.names for a in vote.answers):
        lines += table(("answer", "votes", "", "by"), rows)
    else:
        lines += table(("answer", "votes", ""), [row[:3] for row in rows])
    lines += ["", plain(vote.summary)]
    lines += ["", f"Led to: {plain(vote.led_to)}."] if vote.led_to else []
    said = [f"- {plain(a.answer)}: {plain(words)}" for a in vote.answers for words in a.comments]
    return [*lines, *([""] if said else []), *said]


def _by(name: str) -> str:
    return f" ({plain(name)})" if name else ""
