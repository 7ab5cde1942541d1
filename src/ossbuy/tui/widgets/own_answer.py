"""Our own answers as rows, and one of them in full."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from textual.content import Content

from ossbuy.model.bid import DELIVERY_WORDS, EVIDENCE_WORDS, Level, Response
from ossbuy.model.bidding import own_answer
from ossbuy.model.project import Project
from ossbuy.model.requirement import Requirement
from ossbuy.procedure.bidding.reusing import Proposal, reused_words
from ossbuy.tui.naming import asked_for
from ossbuy.tui.selling import level_word
from ossbuy.tui.text import one_line, plain
from ossbuy.tui.widgets.listing import Column, Row

COLUMNS = (
    Column("", 2),
    Column("requirement", 10, flexible=True),
    Column("level", 7),
    Column("evidence", 9, least=52),
    Column("who", 8, least=60),
    Column("alike", 5, "right", least=44),
)

_SHORT = {"poc": "PoC", "kpi": "KPI"}


def order(project: Project, answers: dict[str, Response]) -> list[Requirement]:
    """Gaps first: gates without an answer, then what is unanswered, then the rest."""

    def rank(requirement: Requirement) -> tuple[bool, bool]:
        given = answers[requirement.id].level is not Level.UNANSWERED
        return (given, not requirement.gate if not given else False)

    return sorted(project.requirements.values(), key=rank)


def answer_row(
    project: Project,
    asked: Requirement,
    answer: Response,
    doubted: Collection[str],
    proposal: Proposal | None,
) -> Row:
    """One requirement with our answer."""
    if answer.level is Level.UNANSWERED:
        mark = plain("○", "$text-muted")
    elif asked.id in doubted:
        mark = plain("▲", "$text-warning")
    else:
        mark = plain("✔", "$text-success")
    gate = plain("■", "$text-primary") if asked.gate else plain(" ")
    task = project.tasks.get(asked.id)
    who = task.person if task and not task.done else ""
    evidence = _SHORT.get(answer.evidence.value, answer.evidence.value) if answer.evidence else ""
    level = "n/a" if answer.level is Level.NOT_APPLICABLE else level_word(answer)
    alike = f"{100 * proposal.likeness:.0f} %" if proposal else ""
    name = asked_for(asked)
    return Row(
        asked.id,
        (
            Content.assemble(mark, gate),
            name,
            plain(level),
            plain(evidence, "$text-muted"),
            one_line(who, "$text-accent"),
            plain(alike, "$text-accent"),
        ),
    )


def answer_card(
    project: Project, ident: str, doubts: Sequence[str], proposal: Proposal | None, source: str
) -> Content:
    """A requirement in full with our answer, what does not fit, who has it, what may be reused."""
    asked = project.requirements.get(ident)
    if asked is None:
        empty = "Nothing is asked." if not project.requirements else "Nothing here: f shows others."
        return plain(empty, "$text-muted")
    answer = own_answer(project, ident)
    parts = [plain(asked.text)]
    if asked.gate:
        parts.append(plain("■ pass or fail: failing it ends the talks", "$text-primary"))
    if asked.threshold:
        parts.append(_said("met when", asked.threshold))
    parts += [Content(""), plain("Our answer", "bold $text-primary")]
    level = level_word(answer)
    parts.append(plain(level, "bold") if level else plain("○ not answered", "$text-warning"))
    for label, text in (
        ("delivery", DELIVERY_WORDS[answer.delivery] if answer.delivery else ""),
        ("available", answer.available),
        ("evidence", EVIDENCE_WORDS[answer.evidence] if answer.evidence else ""),
        ("reference", answer.reference),
        ("comment", answer.comment),
    ):
        if text:
            parts.append(_said(label, text))
    parts += [plain(f"▲ {doubt}", "$text-warning") for doubt in doubts]
    if said := reused_words(project, ident):
        parts.append(plain(f"{said}; it does not leave with the answer", "$text-muted"))
    if task := project.tasks.get(ident):
        due = f", due {task.due}" if task.due else ""
        done = ", done" if task.done else ""
        parts += [Content(""), _said("task", f"{task.person}{due}{done}")]
        if task.note:
            parts.append(plain(task.note))
    if proposal is not None:
        parts += [Content(""), *_proposed(proposal, source)]
    return Content("\n").join(parts)


def _proposed(proposal: Proposal, source: str) -> list[Content]:
    given = proposal.given
    head = f"{100 * proposal.likeness:.0f} % alike in {source} {given.code}"
    lines = [plain(head, "bold $text-accent"), plain(given.text, "$text-muted")]
    if proposal.numbers:
        lines.append(plain("▲ the texts name different numbers", "$text-warning"))
    words = [level_word(given.answer)]
    if given.answer.delivery:
        words.append(DELIVERY_WORDS[given.answer.delivery])
    if given.answer.evidence:
        words.append(EVIDENCE_WORDS[given.answer.evidence])
    lines.append(plain(", ".join(words)))
    if given.answer.comment:
        lines.append(plain(given.answer.comment))
    lines.append(plain("r takes it over", "$text-muted"))
    return lines


def _said(label: str, text: str) -> Content:
    return Content.assemble(plain(f"{label}  ", "$text-muted"), plain(text))
