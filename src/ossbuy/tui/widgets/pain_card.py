"""Everything about one pain, in the words of the person it hurts."""

from __future__ import annotations

from textual.content import Content

from ossbuy.model.completing import lacking
from ossbuy.model.costing import out_of_date
from ossbuy.model.project import Project
from ossbuy.model.trauma import SEATS, Pain, PainEvidence, Person
from ossbuy.tui.numbers import count, currency, millions, money, percent
from ossbuy.tui.text import plain

EVIDENCE_WORD = {
    PainEvidence.ANECDOTE: "anecdote",
    PainEvidence.SURVEY: "survey",
    PainEvidence.EXTRACT: "system",
    PainEvidence.AUDIT: "audit",
}
LAYER_WORD = {1: "operations", 2: "revenue", 3: "end customer"}
MARKED = "$text-accent"
TREND_WORD = {"worse": "▲ getting worse", "same": "▬ as before", "better": "▼ getting better"}


def asked_of(project: Project, pain: str) -> set[str]:
    """Requirements that answer a pain, directly or through its causes, by section or by name."""
    sources, frontier = {pain}, {pain}
    while frontier:
        frontier = {c for c, e in project.contributions if e in frontier} - sources
        sources |= frontier
    answered: set[str] = set()
    for (source, target), strength in project.links.items():
        if source in sources and strength:
            answered |= _leaves(project, target)
    return answered


def _leaves(project: Project, target: str) -> set[str]:
    if target in project.requirements:
        return {target}
    found = {r.id for r in project.under(target)}
    for section in project.sections.values():
        if section.parent == target:
            found |= _leaves(project, section.id)
    return found


def daily_words(person: Person) -> str:
    """Whether somebody uses the system every day; empty where nobody said where they sit."""
    if person.daily_user or person.seat == SEATS[0]:
        return "uses it daily"
    return "not a daily user" if person.seat else ""


def who(project: Project, pain: Pain) -> str:
    """The person who told a pain, with the role and whether it is a daily user."""
    person = project.people.get(pain.voice)
    if person is None:
        return "nobody named"
    return " · ".join(p for p in (person.label, person.role, daily_words(person)) if p)


def costs(project: Project, pain: Pain) -> str:
    """Low, likely and high cost a year, as far as they are known."""
    low, likely, high = (
        "not known" if amount is None else millions(amount)
        for amount in (pain.cost_low, pain.cost_likely, pain.cost_high)
    )
    if pain.cost_low is None and pain.cost_high is None:
        return "not known" if pain.cost_likely is None else f"{currency(project)}{likely}M a year"
    return f"{currency(project)}{low} — {likely} — {high}M a year"


def pain_card(project: Project, pain: Pain) -> Content:
    """The card; a field nobody filled in is left out, never shown as zero."""
    parts: list[Content] = []

    def say(label: str, text: str, style: str = "") -> None:
        if text:
            parts.append(Content.assemble(plain(f"{label}  ", "$text-muted"), plain(text, style)))

    if pain.statement:
        parts.append(plain(f"“{pain.statement}”", "italic"))
    parts.append(Content.assemble(plain("— "), plain(who(project, pain), "$text-primary")))
    if pain.library:
        parts.append(plain(f"from the library ({pain.library}): show that it is so here", MARKED))
    parts.append(Content(""))
    say("cost", costs(project, pain), "bold")
    say("because", pain.cost_basis)
    if out_of_date(project, pain.id):
        worked = money(project, project.costings[pain.id].total())
        parts.append(plain(f"▲ worked out as {worked}, typed by hand since", "$text-warning"))
    if pain.evidence is not None:
        say("shown by", f"{EVIDENCE_WORD[pain.evidence]}: {pain.evidence_reference or 'no source'}")
    causes = sorted(
        (
            (share, cause)
            for (cause, effect), share in project.contributions.items()
            if effect == pain.id
        ),
        reverse=True,
    )
    said = [f"{project.label(cause)} {percent(share)}" for share, cause in causes]
    left = 1 - sum(share for share, _ in causes)
    if left > 1e-9:
        said.append(f"unexplained {percent(left)}" if causes else "none found yet")
    say("causes", "  ".join(said))
    answered = len(asked_of(project, pain.id))
    if answered:
        say("answered by", count(answered, "requirement"))
    elif project.requirements:
        parts.append(plain("▲ no requirement answers this pain", "$text-warning"))
    since = f"for {count(pain.months, 'month')}" if pain.months is not None else ""
    say("felt", " · ".join(p for p in (since, TREND_WORD.get(pain.trend, pain.trend)) if p))
    if pain.workaround_cost is not None:
        getting_by = f"{money(project, pain.workaround_cost)} a year"
        say("meanwhile", " · ".join(p for p in (pain.workaround, getting_by) if p))
    else:
        say("meanwhile", pain.workaround)
    say("in 12 months", pain.consequence_12_months)
    say("in 24 months", pain.consequence_24_months)
    if pain.overlap_group:
        same = [
            p.code
            for p in project.pains.values()
            if p.overlap_group == pain.overlap_group and p.id != pain.id
        ]
        if same:
            parts.append(
                plain(f"▲ describes partly the same money as {', '.join(same)}", "$text-warning")
            )
    if lacks := lacking(pain):
        parts.append(plain(f"▲ not said yet: {', '.join(lacks)}", "$text-warning"))
    say("in", " · ".join(p for p in (pain.module, pain.process_step) if p))
    return Content("\n").join(parts)
