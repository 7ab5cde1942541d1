"""What was told, in one line: the pains together, and why now."""

from __future__ import annotations

from textual.content import Content

from ossbuy.model.project import Project
from ossbuy.tui.numbers import money, percent
from ossbuy.tui.text import one_line, plain


def summary_of(project: Project) -> str:
    """How many pains, what they cost a year, and how many daily users speak."""
    pains = project.pains.values()
    if not pains:
        return "none told yet"
    parts = [str(len(pains))]
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


def trigger_text(project: Project) -> Content:
    """Each trigger in words, with what delay costs and who escalated it."""
    lines = []
    for trigger in project.triggers.values():
        facts = []
        if trigger.cost_of_delay_month is not None:
            facts.append(f"each month of delay costs {money(project, trigger.cost_of_delay_month)}")
        if person := project.people.get(trigger.escalated_by):
            facts.append(f"escalated by {person.label}")
        tail = plain(f" {' · '.join(facts)}" if facts else "", "$text-accent")
        lines.append(Content.assemble(one_line(trigger.statement), tail))
    return Content("\n").join(lines)
