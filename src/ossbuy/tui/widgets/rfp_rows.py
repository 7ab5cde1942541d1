"""What the RFP screen lists and draws: versions, questions, dates, leaks, the short list."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from textual.content import Content

from ossbuy.model.project import Project
from ossbuy.model.request import Clarification, Issue
from ossbuy.model.telling import stamp
from ossbuy.procedure.request.calendar import calendar
from ossbuy.procedure.request.clarifying import gives_away
from ossbuy.tui.numbers import count
from ossbuy.tui.text import one_line, plain
from ossbuy.tui.widgets.listing import Column, Row

if TYPE_CHECKING:
    from ossbuy.procedure.request.leaks import Leak

VERSIONS: Final = (
    Column("version", 7),
    Column("out", 11, least=60),
    Column("asked", 5, "right"),
    Column("to", 14, least=56),
    Column("what changed", 14, flexible=True),
)
QUESTIONS: Final = (
    Column("", 1),
    Column("id", 4),
    Column("question", 14, flexible=True),
    Column("about", 10, least=60),
    Column("asked by", 12, least=50),
)
LEAKS: Final = (
    Column("what", 9),
    Column("where", 22),
    Column("why", 14, flexible=True),
)
CHANGES: Final = (
    Column("what", 9),
    Column("id", 6),
    Column("now", 14, flexible=True),
)
SOON: Final = 7
"""Days from which on a date is near."""
OPEN, ANSWERED, PUBLISHED = "○", "◐", "✔"


def state_of(said: Clarification) -> tuple[str, str, str]:
    """Glyph, word and colour of how far a question is."""
    if said.published_at:
        return PUBLISHED, "published", "$text-success"
    if said.answer:
        return ANSWERED, "answered, not published: p publishes it", "$text-warning"
    return OPEN, "open", "$text-warning"


def version_rows(project: Project, issues: Sequence[Issue], pending: str) -> list[Row]:
    """The version to come where something waits, then those that went out, newest first."""
    rows = []
    if pending:
        rows.append(
            Row(
                "next",
                (plain("next", "$text-warning"), *_blank(3), one_line(pending, "$text-warning")),
            )
        )
    for issue in reversed(issues):
        names = [project.vendors[v].label for v in issue.vendors if v in project.vendors]
        short = "short list · " if issue.stage == "short" else ""
        rows.append(
            Row(
                issue.id,
                (
                    one_line(issue.version, "$text-primary"),
                    plain(stamp(issue.at)[:11]),
                    plain(str(len(issue.asked))),
                    one_line(", ".join(names) or "everybody"),
                    one_line(f"{short}{issue.changes or ('first request' if not short else '')}"),
                ),
            )
        )
    return rows


def _blank(cells: int) -> tuple[Content, ...]:
    return tuple(plain("") for _ in range(cells))


def question_rows(project: Project) -> list[Row]:
    """One line per question: how far it is, what was asked, about what, by whom."""
    rows = []
    for said in project.clarifications.values():
        glyph, _, style = state_of(said)
        who = project.vendors.get(said.asked_by)
        about = " ".join(project.label(r) for r in said.requirements)
        rows.append(
            Row(
                said.id,
                (
                    plain(glyph, style),
                    one_line(said.code, "$text-primary"),
                    one_line(said.question),
                    one_line(about, "$text-muted"),
                    one_line(who.label if who else "—", "$text-muted"),
                ),
            )
        )
    return rows


def question_card(project: Project, said: Clarification) -> Content:
    """A question with its answer, and what would tell who asked."""
    lines = [plain(said.question)]
    if said.answer:
        lines.append(Content.assemble(plain("→ ", "$text-accent"), plain(said.answer)))
    else:
        lines.append(plain("No answer yet: Enter writes it.", "$text-muted"))
    _, word, style = state_of(said)
    if said.published_at:
        to = project.vendors.get(said.published_to)
        whom = to.label if to else "everybody"
        word = f"published {stamp(said.published_at)} to {whom}, without who asked"
    lines.append(plain(word, style))
    # Whatever went out before the answer does not hold what it changes.
    sent = [issue.at for issue in project.issues.values()]
    if said.changes_request and sent and max(sent) <= (said.published_at or said.answered_at):
        lines.append(plain("It changes what is asked: issue an addendum.", "$text-warning"))
    if not said.published_at:
        lines += [plain(f"▲ {telling}", "$text-warning") for telling in gives_away(project, said)]
    return Content("\n").join(lines)


def calendar_text(project: Project, now: dt.datetime) -> Content:
    """What is due when, with the days left."""
    dated = calendar(project, now)
    if not dated:
        return plain("No date is set: d sets the first.", "$text-muted")
    lines = []
    for one in dated:
        near = one.days is not None and 0 <= one.days <= SOON
        style = "$text-warning" if near else "$text-muted" if (one.days or 0) < 0 else ""
        said = one.deadline.name or one.deadline.what
        lines.append(
            Content.assemble(
                plain(f"{_day(one.deadline.at, now):<13}"),
                plain(f"{one.left:<14}", style),
                one_line(said),
            )
        )
    return Content("\n").join(lines)


def _day(at: str, now: dt.datetime) -> str:
    """``17 Jun 12:00``, or ``17 Jun 2027`` in another year; both UTC."""
    if not at:
        return "no date"
    due = dt.datetime.fromisoformat(at.replace("Z", "+00:00"))
    return due.strftime("%d %b %H:%M" if due.year == now.year else "%d %b %Y")


def leak_lines(leaks: Sequence[Leak], most: int) -> Content:
    """The first things that would leak, and how many more there are."""
    if not leaks:
        return plain("✔ Nothing in the texts would leak.", "$text-success")
    lines = [
        Content.assemble(plain(f"▲ {leak.kind:<9}", "$text-warning"), one_line(leak.place))
        for leak in leaks[:most]
    ]
    if len(leaks) > most:
        lines.append(plain(f"and {len(leaks) - most} more: l lists them", "$text-muted"))
    return Content("\n").join(lines)


def leak_rows(leaks: Sequence[Leak]) -> list[Row]:
    """One line per leak."""
    return [
        Row(
            str(place),
            (plain(leak.kind, "$text-warning"), one_line(leak.place), one_line(leak.what)),
        )
        for place, leak in enumerate(leaks)
    ]


def short_list_text(project: Project) -> Content:
    """How many questions come first, and who is on the list."""
    asked = sum(r.short for r in project.requirements.values())
    lines = [
        plain(f"{count(asked, 'requirement')} asked first")
        if asked
        else plain("no requirement is marked yet: s, then t", "$text-muted")
    ]
    lines += [
        Content.assemble(plain("✔ ", "$text-success"), one_line(vendor.label))
        for vendor in project.vendors.values()
        if vendor.id in project.shortlisted
    ]
    if not project.shortlisted:
        lines.append(plain("nobody is on the list", "$text-muted"))
    return Content("\n").join(lines)
