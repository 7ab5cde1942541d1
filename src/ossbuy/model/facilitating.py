"""Leading a workshop: opening it, going from step to step, who is present, what is parked.

Times are handed in as the journal writes them, UTC and ISO 8601 with a Z, so that whoever leads
sees and records the same clock.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence

from pydantic import ValidationError

from ossbuy.model import commands
from ossbuy.model.codes import free_code
from ossbuy.model.events import Act, Fact, Json, Refused, key, new_id
from ossbuy.model.fold import natural
from ossbuy.model.guests import guests, person_named
from ossbuy.model.project import Project
from ossbuy.model.words import sentence
from ossbuy.model.workshop import Session, Step


def running(project: Project) -> Session | None:
    """The workshop that has not ended; of several the latest."""
    open_ = [s for s in project.sessions.values() if not s.ended]
    return max(open_, key=_order, default=None)


def latest(project: Project) -> Session | None:
    """The running workshop, else the last one that was held."""
    return running(project) or max(project.sessions.values(), key=_order, default=None)


def session_named(project: Project, code: str = "") -> Session:
    """The workshop somebody calls ``code``; without one the latest.

    Raises:
        Refused: there is no such workshop.
    """
    if not code.strip():
        if found := latest(project):
            return found
        raise Refused("There is no workshop yet: open one first.")
    ident = project.by_code("sessions", code)
    if ident is None:
        known = ", ".join(s.code for s in project.sessions.values()) or "none yet"
        raise Refused(f"There is no workshop {code.strip()[:40]!r}: choose from {known}.")
    return project.sessions[ident]


def steps_of(project: Project, session: str) -> Mapping[str, Step]:
    """The steps of a workshop by key, in the order of its agenda."""
    mine = {key_: step for (of, key_), step in project.steps.items() if of == session}
    return dict(sorted(mine.items(), key=lambda item: (item[1].place or 0, item[0])))


def beside(project: Project, session: Session, by: int) -> str:
    """Key of the step after (1) or before (-1) the present one; empty for none."""
    keys = list(steps_of(project, session.id))
    place = keys.index(session.step) + by if session.step in keys else 0
    return keys[place] if 0 <= place < len(keys) else ""


def open_workshop(
    project: Project,
    agenda: str,
    steps: Mapping[str, Step],
    *,
    on: dt.date,
    code: str = "",
    title: str = "",
    facilitator: str = "",
    present: Iterable[str] = (),
) -> Act:
    """Open a workshop; ``present`` are lines as `guests` reads them.

    Raises:
        Refused: another workshop still runs, the id is taken, or somebody is not known.
    """
    if now := running(project):
        raise Refused(f"{now.code} is still running: end it before you open another.")
    here, named = guests(project, present)
    fields: dict[str, Json] = {
        "code": code.strip() or free_code(project, "session"),
        "title": title,
        "agenda": agenda,
        "on": on.isoformat(),
        "present": list(here),
    }
    ident = new_id()
    opened = commands.add(project, "session", fields, ident)
    # Beside the command, because somebody named in this very act is not in the project yet.
    leader, new = _leader(project, facilitator, named)
    led = (Fact(key("session", ident, "facilitator"), leader),) if leader else ()
    planned = tuple(Fact(key("step", ident, k), _dump(step)) for k, step in steps.items())
    return Act("workshop.opened", (*opened.facts, *led, *planned, *named, *new))


def seat(project: Project, session: str, come: Iterable[str] = (), gone: Iterable[str] = ()) -> Act:
    """Note who came in and who left; ``come`` are lines as `guests` reads them.

    Raises:
        Refused: the workshop has ended, somebody is not known, or it says so already.
    """
    now = _going(project, session)
    here, named = guests(project, come)
    left = [person_named(project, name) for name in gone]
    present = [p for p in (*now.present, *here) if p not in left]
    return _seated(now, tuple(dict.fromkeys(present)), named)


def seat_all(project: Project, session: str, lines: Iterable[str]) -> Act:
    """Note that exactly the people these lines name are in the room.

    Raises:
        Refused: the workshop has ended, somebody is not known, or it says so already.
    """
    here, named = guests(project, lines)
    return _seated(_going(project, session), here, named)


def step_to(project: Project, session: str, to: str, at: str, spoken: Sequence[str] = ()) -> Act:
    """Go to a step; ``spoken`` had the word in the step that is left.

    Raises:
        Refused: the workshop has ended, has no such step, or is there already.
    """
    now = _going(project, session)
    steps = steps_of(project, session)
    if to not in steps:
        known = ", ".join(steps) or "none"
        raise Refused(f"{now.code} has no step {to[:40]!r}: choose from {known}.")
    if to == now.step:
        raise Refused(f"{now.code} is at that step: nothing to change.")
    entered = _with(steps[to], began=steps[to].began or at, turn=at, ended="")
    return Act(
        "workshop.stepped",
        (
            *_left(project, now, at, spoken),
            Fact(key("step", session, to), _dump(entered)),
            Fact(key("session", session, "step"), to),
        ),
    )


def grant(project: Project, session: str, minutes: float) -> Act:
    """Give the present step some minutes more than planned.

    Raises:
        Refused: no step is under way, it has no time-box, or the minutes are no such number.
    """
    now = _going(project, session)
    step = project.steps.get((session, now.step))
    if step is None:
        raise Refused(f"{now.code} has not begun a step: go to one first.")
    if step.minutes is None:
        raise Refused(f"{step.title} has no time-box: nothing to add to.")
    if not 0 < minutes <= 480:
        raise Refused(f"{minutes:g} minutes cannot be granted: enter 1 to 480.")
    more = _with(step, extra=(step.extra or 0) + minutes)
    return Act("workshop.changed", (Fact(key("step", session, now.step), _dump(more)),))


def note(project: Project, session: str, step: str, text: str) -> Act:
    """Keep a note on a step; an empty text takes it back.

    Raises:
        Refused: there is no such step.
    """
    found = steps_of(project, session).get(step)
    if found is None:
        raise Refused(f"There is no step {step[:40]!r} in that workshop: check the key.")
    if found.note == text.strip():
        raise Refused(f"The note on {found.title} says that already: nothing to change.")
    noted = _dump(_with(found, note=text))
    return Act("workshop.changed", (Fact(key("step", session, step), noted),))


def park(project: Project, text: str, by: str = "", session: str = "") -> Act:
    """Put something aside for later; ``by`` is somebody's internal id.

    Raises:
        Refused: the text is empty, or the person is not known.
    """
    if not text.strip():
        raise Refused("What shall be parked? Enter a few words.")
    fields = {"code": free_code(project, "parked"), "text": text, "by": by, "session": session}
    return commands.add(project, "parked", fields)


def resolve(project: Project, item: str, resolution: str) -> Act:
    """Say what became of a parked item; an empty text opens it again.

    Raises:
        Refused: there is no such item, or it says so already.
    """
    return commands.change(project, "parked", item, {"resolution": resolution})


def end(project: Project, session: str, at: str, spoken: Sequence[str] = ()) -> Act:
    """End a workshop; what was parked stays open until it is resolved.

    Raises:
        Refused: it has ended already.
    """
    now = _going(project, session)
    left = _left(project, now, at, spoken)
    return Act("workshop.changed", (Fact(key("session", session, "ended"), at), *left))


def minutes_left(project: Project, session: Session, at: str) -> float:
    """Minutes until the end if every time-box from the present step on holds.

    Steps before the present one that were passed over are not waited for.
    """
    steps = steps_of(project, session.id)
    keys = list(steps)
    place = keys.index(session.step) if session.step in keys else -1
    ahead = sum(s.box or 0.0 for s in list(steps.values())[place + 1 :] if not s.began)
    now = steps.get(session.step)
    if now is None or not now.turn:
        return ahead
    return ahead + max(0.0, (now.box or 0.0) - minutes_at(now, at))


def minutes_at(step: Step, at: str) -> float:
    """Minutes a step has taken by a moment, all its turns together."""
    return (step.spent or 0.0) + (_minutes(step.turn, at) if step.turn else 0.0)


def _going(project: Project, session: str) -> Session:
    found = project.sessions.get(session)
    if found is None:
        raise Refused("The workshop is not there any more: somebody may have removed it.")
    if found.ended:
        raise Refused(f"{found.code} has ended: open another workshop first.")
    return found


def _seated(now: Session, present: tuple[str, ...], named: tuple[Fact, ...]) -> Act:
    if present == now.present:
        raise Refused(f"{now.code} has these people already: nothing to change.")
    return Act("workshop.changed", (Fact(key("session", now.id, "present"), list(present)), *named))


def _left(project: Project, session: Session, at: str, spoken: Sequence[str]) -> tuple[Fact, ...]:
    """The facts of leaving the present step."""
    step = project.steps.get((session.id, session.step))
    if step is None or not step.turn:
        return ()
    heard = dict.fromkeys((*step.spoken, *(p for p in spoken if p in project.people)))
    spent = round(minutes_at(step, at), 4)
    over = _with(step, ended=at, turn="", spent=spent, spoken=tuple(heard))
    return (Fact(key("step", session.id, session.step), _dump(over)),)


def _leader(
    project: Project, facilitator: str, named: Iterable[Fact]
) -> tuple[str, tuple[Fact, ...]]:
    """The internal id of who leads, and the facts of the person where nobody named one yet.

    Whoever leads need not sit in the room.
    """
    wanted = facilitator.partition(",")[0].strip().casefold()
    taken = []
    for fact in named:
        if fact.key.endswith(("/name", "/code")) and str(fact.value).casefold() == wanted:
            return fact.key.split("/")[1], ()
        if fact.key.endswith("/code"):
            taken.append(str(fact.value))
    idents, new = guests(project, [facilitator], taken)
    return (idents[0] if idents else ""), new


def _minutes(began: str, at: str) -> float:
    """Minutes from one stored time to another, never less than none."""
    gone = dt.datetime.fromisoformat(at) - dt.datetime.fromisoformat(began)
    return max(0.0, gone.total_seconds() / 60)


def _order(session: Session) -> tuple[dt.date, tuple[tuple[int, int, str], ...]]:
    return (session.on or dt.date.min, natural(session.code))


def _with(step: Step, **changes: Json) -> Step:
    """The step with some fields changed, checked like everything a person types."""
    try:
        return Step.model_validate(step.model_dump() | changes)
    except ValidationError as error:
        raise Refused(sentence(error, step.title)) from None


def _dump(step: Step) -> Json:
    return step.model_dump(mode="json", exclude_defaults=True)
