"""An agenda to print and lay on the table: the plan on top, then a page's worth per step."""

from __future__ import annotations

import datetime as dt

from ossbuy.exchange.agendas import Agenda
from ossbuy.exchange.markdown import plain, table
from ossbuy.model.workshop import Step


def printable(agenda: Agenda, start: dt.time | None = None) -> str:
    """The agenda as Markdown; with a start, by the clock, else by hours and minutes into it."""
    lines = [f"# {plain(agenda.title)}", ""]
    if agenda.purpose:
        lines += [plain(agenda.purpose), ""]
    rows, at = [], 0.0
    for place, step in enumerate(agenda.steps.values(), 1):
        until = at + (step.minutes or 0)
        rows.append((place, _clock(at, start), _clock(until, start), step.title, _minutes(step)))
        at = until
    lines += table(("#", "from", "to", "step", "minutes"), rows)
    lines += ["", f"In all {duration(agenda.minutes)}.", ""]
    for place, step in enumerate(agenda.steps.values(), 1):
        lines += _step(place, step)
    return "\n".join(lines)


def duration(minutes: float) -> str:
    """``3 h``, ``7 h 55 min``, ``20 min``."""
    hours, rest = divmod(round(minutes), 60)
    said = [f"{hours} h" if hours else "", f"{rest} min" if rest or not hours else ""]
    return " ".join(part for part in said if part)


def _step(place: int, step: Step) -> list[str]:
    lines = [f"## {place} {plain(step.title)} ({_minutes(step)} min)", ""]
    if step.purpose:
        lines += [plain(step.purpose), ""]
    lines += [f"- {plain(question)}" for question in step.ask]
    lines += [""] if step.ask else []
    if step.output:
        lines += [f"Then there is: {plain(step.output)}", ""]
    return lines


def _minutes(step: Step) -> str:
    return "open" if step.minutes is None else f"{step.minutes:g}"


def _clock(minutes: float, start: dt.time | None) -> str:
    base = 0 if start is None else 60 * start.hour + start.minute
    hours, rest = divmod(round(base + minutes), 60)
    return f"{hours}:{rest:02d}" if start is None else f"{hours % 24:02d}:{rest:02d}"
