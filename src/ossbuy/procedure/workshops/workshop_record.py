"""The record of a workshop, read from the journal between its beginning and its end."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from ossbuy.exchange.workshop_record import write_record
from ossbuy.exchange.workshop_record.content import Answer, Item, Record, Seat, Stepped, Voted
from ossbuy.model import facilitating, voting
from ossbuy.model.events import Event
from ossbuy.model.project import Project
from ossbuy.model.telling import stamp
from ossbuy.model.workshop import Session, Step
from ossbuy.procedure.lock import now
from ossbuy.procedure.workshops.workshop import in_words, result, voted_in
from ossbuy.procedure.workshops.workshop_changes import Changes, speaker
from ossbuy.store.workspace import Workspace

BUILT = (
    "This project was built from files: its journal does not hold the workshop itself, so what was "
    "told and set in it cannot be listed."
)


def record(workspace: Workspace, session: str, at: str = "", names: bool = False) -> Record:
    """Everything the workshop was and left behind, without what is private or still blind.

    ``at`` is the moment a running step is counted to, now by default. ``names`` puts people's
    names beside what they said and voted; without it, words have a role and votes have nobody.
    """
    events = workspace.history()
    standing = _standing(events)
    opened = next((e for e in events if _writes(e, f"session/{session}/code")), None)
    ended = [e for e in standing if _writes(e, f"session/{session}/ended")]
    until = ended[-1].seq if ended else workspace.seq
    after, held = workspace.at(until), opened is not None and opened.kind == "workshop.opened"
    first = opened.seq if opened is not None and held else until + 1
    before = workspace.at(first - 1)
    span = [e for e in standing if first <= e.seq <= until]
    # Names redacted, items resolved and votes shown since then are told as they are today.
    today = workspace.project
    was = after.sessions.get(session) or today.sessions[session]
    changes = Changes(before, after, span, names)
    pains = changes.things("pain", "pains")
    steps = _steps(after, was, today, at or now())
    votes = tuple(
        _vote(today, q.id, standing, names) for q in voting.questions_of(today, session) if q.closed
    )
    parked = tuple(
        Item(k.code, k.text, speaker(today, k.by, names), k.resolution)
        for k in today.parked.values()
        if k.session == session
    )
    return Record(
        project=today.description.name,
        code=was.code,
        title=was.title,
        agenda=was.agenda,
        on=was.on.isoformat() if was.on else "",
        began=stamp(opened.at) if opened is not None and held else "",
        ended=stamp(was.ended) if was.ended else "",
        facilitator=_name(today, was.facilitator),
        head=workspace.head,
        caution="" if held else BUILT,
        seats=_seats(today, was, standing, after),
        steps=steps,
        triggers=changes.things("trigger", "triggers"),
        pains=pains,
        causes=changes.things("cause", "causes"),
        requirements=changes.things("requirement", "requirements"),
        links=changes.links(),
        weights=changes.weights(),
        votes=votes,
        parked=parked,
        open=_open(today, was, steps, parked, [p.code for p in pains if p.status == "new"]),
    )


def write(
    workspace: Workspace, session: str, out: Path, at: str = "", names: bool = False
) -> Record:
    """Write the record to a .xlsx or .md file.

    Raises:
        BadFile: the file has another ending, or cannot be written.
    """
    made = record(workspace, session, at, names)
    write_record(made, out)
    return made


def _standing(events: Sequence[Event]) -> list[Event]:
    """The acts that were not taken back, without the taking back itself."""
    undone: dict[str, bool] = {}
    for event in events:
        for fact in event.facts:
            if fact.key.startswith("undone/"):
                undone[fact.key.removeprefix("undone/")] = fact.value is True
    return [
        e
        for e in events
        if e.kind not in ("act.undone", "act.redone") and not undone.get(e.event_id)
    ]


def _writes(event: Event, key: str) -> bool:
    return any(fact.key == key and fact.value is not None for fact in event.facts)


def _seats(
    today: Project, session: Session, standing: Sequence[Event], after: Project
) -> tuple[Seat, ...]:
    """Everybody who was noted as present at any time, those still there first."""
    ever = dict.fromkeys(session.present)
    for event in standing:
        for fact in event.facts:
            if fact.key == f"session/{session.id}/present" and isinstance(fact.value, list):
                ever |= dict.fromkeys(map(str, fact.value))
    spoke = [p for step in facilitating.steps_of(after, session.id).values() for p in step.spoken]
    return tuple(
        Seat(
            today.people[p].label,
            today.people[p].role,
            spoke.count(p),
            p not in session.present,
        )
        for p in ever
        if p in today.people
    )


def _steps(after: Project, session: Session, today: Project, at: str) -> tuple[Stepped, ...]:
    def taken(step: Step) -> float | None:
        return round(facilitating.minutes_at(step, at), 1) if step.began else None

    return tuple(
        Stepped(
            step.title,
            step.minutes,
            step.extra or 0.0,
            taken(step),
            _clock(step.began),
            _clock(step.ended),
            tuple(_name(today, p) for p in step.spoken),
            step.note,
        )
        for step in facilitating.steps_of(after, session.id).values()
    )


def _vote(project: Project, question: str, standing: Sequence[Event], names: bool) -> Voted:
    found = result(project, question)
    asked = found.question
    reason = voted_in(project, asked)
    set_ = [
        f"{fact.key.split('/')[2]} of {project.label(fact.key.split('/')[1])} set to {fact.value}"
        for event in standing
        if event.kind == "pain.changed" and event.reason == reason
        for fact in event.facts
        if fact.value is not None
    ]
    return Voted(
        asked.code,
        asked.text,
        _about(project, asked.about),
        tuple(
            Answer(
                answer,
                len(by),
                tuple(_name(project, p) for p in by) if names else (),
                tuple(
                    f"{_name(project, p)}: {words}" if names else words
                    for p in by
                    if (words := found.votes[p].comment)
                ),
            )
            for answer, by in found.by_answer.items()
        ),
        in_words(project, found),
        "; ".join(set_),
    )


def _open(
    project: Project,
    session: Session,
    steps: Sequence[Stepped],
    parked: Sequence[Item],
    told: Sequence[str],
) -> tuple[str, ...]:
    """What is left to do, one sentence each."""
    found = [f"{k.code} is parked: {k.text}" for k in parked if not k.resolution]
    found += [
        f"{q.code} was asked and its votes were not shown: {q.text}"
        for q in voting.questions_of(project, session.id)
        if not q.closed
    ]
    if session.ended:
        found += [f"The step “{s.title}” was not reached." for s in steps if s.taken is None]
    for pain in project.pains.values():
        if pain.code in told and pain.severity is None:
            found.append(f"{pain.code} {pain.name} has no severity yet.")
    return tuple(found)


def _about(project: Project, ident: str) -> str:
    thing = project.pains.get(ident) or project.requirements.get(ident)
    if thing is None:
        return ""
    words = getattr(thing, "name", "") or getattr(thing, "label", "")
    return f"{thing.code} {words}"


def _clock(at: str) -> str:
    """A stored time as the reader's hour and minute; empty stays empty."""
    return stamp(at)[-5:] if at else ""


def _name(project: Project, person: str) -> str:
    return project.people[person].label if person in project.people else ""
