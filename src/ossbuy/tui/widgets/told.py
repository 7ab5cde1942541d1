"""What was told, in one line: the pains together, and why now."""

from __future__ import annotations

import datetime as dt

from textual.content import Content

from ossbuy.analysis.urgency import Urgency, urgency
from ossbuy.model.burden import person_days
from ossbuy.model.completing import incomplete
from ossbuy.model.costing import plain_number
from ossbuy.model.project import Project
from ossbuy.tui.numbers import money, percent
from ossbuy.tui.text import one_line, plain


def summary_of(project: Project) -> str:
    """How many pains, what they cost a year, and how many daily users speak."""
    pains = project.pains.values()
    if not pains:
        return "none told yet: n tells one, v pastes many"
    parts = [str(len(pains))]
    if lacks := len(incomplete(project)):
        parts.append(f"{lacks} to complete")
    known = [p.cost_likely for p in pains if p.cost_likely is not None]
    if known:
        parts.append(f"{money(project, sum(known))} a year")
    if missing := len(pains) - len(known):
        parts.append(f"{missing} without a cost")
    voiced = [project.people[p.voice] for p in pains if p.voice in project.people]
    daily = sum(person.daily_user for person in voiced)
    parts.append(f"{percent(daily / len(pains))} voiced by daily users")
    return " · ".join(parts)


def trigger_summary(project: Project) -> str:
    """Kinds of trigger, with their deadline."""
    said = []
    for trigger in project.triggers.values():
        by = f" by {trigger.deadline:%b %Y}" if trigger.deadline else ""
        hard = " (hard)" if trigger.deadline and trigger.hard else ""
        said.append(f"{trigger.type or trigger.code}{by}{hard}")
    return " + ".join(said) or "nobody has said why now"


def trigger_text(project: Project, today: dt.date) -> Content:
    """How urgent it is, what the procurement asks of people, then each trigger in words."""
    lines = []
    if not project.triggers:
        asked = "Press T to say why now: what happened, by when, what a month of delay costs."
        lines.append(plain(asked, "$text-muted"))
    dated = sum(trigger.deadline is not None for trigger in project.triggers.values())
    for trigger in project.triggers.values():
        cost = trigger.cost_of_delay_month
        found = urgency(None if cost is None else float(cost), trigger.deadline, today)
        if said := urgency_words(project, found):
            style = "$text-warning" if found.passed else "bold"
            lines.append(plain(f"{trigger.code} {said}" if dated > 1 else said, style))
    if project.burdens:
        days = plain_number(person_days(project))
        lines.append(plain(f"this procurement asks {days} person-days of operations"))
    for trigger in project.triggers.values():
        facts = []
        if person := project.people.get(trigger.escalated_by):
            facts.append(f"escalated by {person.label}")
        if trigger.workaround_ended:
            facts.append(f"not as before: {trigger.workaround_ended}")
        tail = one_line(" · ".join(facts), "$text-accent")
        lines.append(Content.assemble(one_line(trigger.statement), " " if facts else "", tail))
    return Content("\n").join(lines)


def urgency_words(project: Project, found: Urgency) -> str:
    """Cost of delay × months left, with the date it was reckoned from; empty if neither is said."""
    cost = "" if found.cost_of_delay is None else money(project, found.cost_of_delay)
    if found.deadline is None or found.months is None:
        return f"each month of delay costs {cost}; no deadline is said" if cost else ""
    day = f"{found.deadline:%d %b %Y}".lstrip("0")
    if found.passed:
        since = f"the deadline of {day} passed {-found.months:.1f} months ago"
        return f"{since}; each month costs {cost}" if cost else since
    reckoned = f"{found.months:.1f} months to {day}, from {found.today:%d %b %Y}"
    if found.amount is None:
        return f"{reckoned}; what a month of delay costs is not said"
    return f"urgency {money(project, found.amount)} = {cost} × {reckoned}"
