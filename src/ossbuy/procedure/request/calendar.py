"""The calendar of a request: what is due when, and how long there is left."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from typing import Final

from ossbuy.model import commands
from ossbuy.model.events import Act, Json, Refused
from ossbuy.model.project import Project
from ossbuy.model.removal import remove
from ossbuy.model.request import DEADLINES, Deadline

HOW: Final = (
    "write it as 2027-01-15 12:00, which is UTC, or with an offset as 2027-01-15 12:00+01:00"
)
WHAT_WORDS: Final = {
    "questions": "Last day for your questions",
    "answers": "Your answers are due",
    "prices": "Your prices are due",
    "demonstrations": "Demonstrations",
    "award": "Planned award",
    "other": "Date",
}
"""What a deadline is called on paper when nobody named it."""
_FORM = re.compile(
    r"\d{4}-\d{2}-\d{2}(?:[ T]\d{2}:\d{2}(?::\d{2})?(?:\.\d+)?\s*(?:Z|UTC|[+-]\d{2}:?\d{2})?)?"
)


@dataclass(frozen=True, slots=True)
class Dated:
    """A deadline seen from a moment."""

    deadline: Deadline
    name: str
    days: int | None
    """Whole days left, negative when it has passed; None where no date is set."""

    @property
    def left(self) -> str:
        """``49 days left``, ``today``, ``3 days ago``."""
        if self.days is None:
            return "no date yet"
        if self.days == 0:
            return "today"
        many = "" if abs(self.days) == 1 else "s"
        return f"{abs(self.days)} day{many} {'left' if self.days > 0 else 'ago'}"


def moment(text: str) -> str:
    """A day or a moment as typed, as the journal keeps it: UTC with a Z.

    A day alone ends at 23:59. Without an offset it is UTC.

    Raises:
        Refused: it is no such moment.
    """
    said = text.strip()
    if not _FORM.fullmatch(said):
        raise Refused(f"{text[:40]!r} is no moment: {HOW}.")
    if len(said) == 10:
        said += " 23:59"
    said = said.replace("UTC", "Z").replace(" Z", "Z").replace("Z", "+00:00")
    try:
        found = dt.datetime.fromisoformat(re.sub(r"\s+([+-])", r"\1", said))
        if found.tzinfo is None:
            found = found.replace(tzinfo=dt.UTC)
        return found.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    except (ValueError, OverflowError):
        raise Refused(f"{text[:40]!r} is no moment: {HOW}.") from None


def set_deadline(
    project: Project,
    code: str,
    what: str = "",
    at: str = "",
    name: str | None = None,
    note: str | None = None,
    reason: str = "",
) -> Act:
    """Set a deadline, or change what is said of one.

    Raises:
        Refused: the moment or the kind is none.
    """
    if what and what not in DEADLINES:
        raise Refused(f"{what[:40]!r} is no kind of deadline: use {', '.join(DEADLINES)}.")
    fields: dict[str, Json] = {}
    if what:
        fields["what"] = what
    if at:
        fields["at"] = moment(at)
    if name is not None:
        fields["name"] = name
    if note is not None:
        fields["note"] = note
    ident = project.by_code("deadlines", code)
    if ident is not None:
        return commands.change(project, "deadline", ident, fields, reason)
    if not at:
        raise Refused(f"{code[:40]} is new and needs its moment: {HOW}.")
    return commands.add(project, "deadline", {"code": code, "what": "other"} | fields)


def next_code(project: Project) -> str:
    """The first of D1, D2, … that is free."""
    number = 1
    while project.by_code("deadlines", f"D{number}") is not None:
        number += 1
    return f"D{number}"


def remove_deadline(project: Project, ident: str, reason: str = "") -> Act:
    """Take a deadline off the calendar."""
    return remove(project, "deadline", ident, reason)


def called(deadline: Deadline) -> str:
    """What a deadline is called on paper and on screen."""
    return deadline.name or WHAT_WORDS[deadline.what]


def calendar(project: Project, now: dt.datetime) -> tuple[Dated, ...]:
    """The deadlines in order of time, those without a date last."""
    dated = []
    for deadline in project.deadlines.values():
        days: int | None = None
        if deadline.at:
            due = dt.datetime.fromisoformat(deadline.at.replace("Z", "+00:00"))
            days = (due.date() - now.astimezone(dt.UTC).date()).days
        dated.append(Dated(deadline, called(deadline), days))
    return tuple(sorted(dated, key=lambda d: (d.deadline.at or "9999", d.deadline.code)))
