"""What a bidder is told of its own bid: gates, root causes, gaps, standing, what would help."""

from __future__ import annotations

import shlex
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ossbuy.output import rounded, table

if TYPE_CHECKING:
    from ossbuy.analysis.competitiveness import Range
    from ossbuy.model.requirement import Requirement
    from ossbuy.procedure.bidding.assessment import Assessment


def words(found: Assessment, place: Path) -> tuple[str, ...]:
    return (
        _head(found),
        _gates(found),
        _causes(found),
        _gaps(found),
        _standing(found),
        _moves(found, place),
    )


def _head(found: Assessment) -> str:
    from ossbuy.model.bidding import current_issue

    project = found.project
    issue = current_issue(project)
    buyer = f" for {project.description.buyer}" if project.description.buyer else ""
    version = f", version {issue.version}" if issue and issue.version != "not said" else ""
    version += ", short list" if issue and issue.stage == "short" else ""
    dates = [f"  {_when(d.at)}  {d.name or d.what}" for d in project.deadlines.values()]
    why = [f"  Why now: {_short(t.statement, 88)}" for t in project.triggers.values()]
    asked = [
        f"  {c.code}  {_short(c.question, 60)} → {_short(c.answer, 60)}"
        for c in project.clarifications.values()
        if c.answer
    ]
    return "\n".join([f"{project.description.name}{buyer}{version}", *dates, *why, *asked])


def _when(at: str) -> str:
    return f"{at[:10]} {at[11:16]} UTC" if len(at) > 16 and at[10] == "T" else at


def _short(text: str, most: int = 60) -> str:
    line = " ".join(text.split())
    return line if len(line) <= most else line[: most - 1].rstrip() + "…"


def _name(requirement: Requirement) -> str:
    """Its title, else its text, which is cut where it is shown."""
    return requirement.title or requirement.text


def _gates(found: Assessment) -> str:
    if not found.gates:
        return "Pass or fail: nothing; every requirement is weighed."
    rows = [[g.requirement.code, g.state, _short(_name(g.requirement))] for g in found.gates]
    bad = sum(g.state != "passed" for g in found.gates)
    said = "all passed and shown" if not bad else f"{bad} of {len(rows)} not safe"
    return f"Pass or fail: {said}.\n" + table(("", "state", "requirement"), rows)


def _causes(found: Assessment) -> str:
    if not found.causes:
        return ""
    pains = [f"  {p.code}  {_short(p.name, 80)}" for p in found.project.pains.values()]
    told = "\n".join(["What hurts, in the buyer's words:", *pains, "", ""]) if pains else ""
    rows = []
    for one in found.causes:
        reach = f"{one.answered} of {len(one.requirements)}" if one.requirements else "not said"
        healed = f"{100 * one.healed:.0f}" if one.healed is not None else "–"
        rows.append([one.cause.code, reach, healed, _short(one.cause.statement)])
    if not any(one.requirements for one in found.causes):
        plain = [[row[0], row[3]] for row in rows]
        return f"{told}Root causes the buyer shows, before any feature:\n" + table(
            ("", "cause"), plain
        )
    return f"{told}Root causes the buyer shows, before any feature:\n" + table(
        ("", "answered", "of 100", "cause"), rows, right=(2,)
    )


def _gaps(found: Assessment) -> str:
    from ossbuy.procedure.bidding.assessment import codes

    project, asked = found.project, len(found.answers)
    lines = [f"Answered: {found.answered} of {asked}."]
    for said, which in (
        ("unanswered", found.unanswered),
        ("means not said", found.unsaid),
        ("on your word alone", found.unevidenced),
        ("given to somebody and not done", found.unfinished_tasks),
    ):
        if which:
            lines.append(f"  {len(which):>4}  {said}: {codes(project, which)}")
    return "\n".join(lines)


def _span(span: Range) -> str:
    low, high = span
    return f"{low:.1f}" if high - low < 0.05 else f"{low:.1f} – {high:.1f}"


def _standing(found: Assessment) -> str:
    stands, project = found.standing, found.project
    if stands is None:
        return "How it stands: nothing that is weighed applies, so there is no score."
    if not found.answered:
        return "How it stands: nothing is answered yet, so all from 0 to 100 is open."
    model = project.model
    assert model is not None
    sections = project.sections
    tops = found.bidder.sections
    most = stands.any_sections
    rows = [["every requirement weighs the same", _span(stands.uniform)]]
    if len(tops) > 1:
        worst, best = (sections[tops[at]].label for at in (most.worst_at, most.best_at))
        only = "between your bounds, most" if found.bounds else "only"
        rows += [
            ["every section weighs the same", _span(stands.by_section)],
            ["eight of ten ways to weigh the sections", _span(stands.likely)],
            [f"worst: {only} {_short(worst, 36)}", f"{most.worst:.1f}"],
            [f"best: {only} {_short(best, 36)}", f"{most.best:.1f}"],
        ]
    rows.append(["all claims believed, whatever stands behind them", _span(stands.claimed)])
    if stands.published is not None:
        rows.insert(0, ["under the weights the buyer published", _span(stands.published)])
    notes = [
        f"Reckoned with {model.title} {model.version}, an assumption: the buyer may use others."
        if found.assumed
        else f"Reckoned with the buyer's own {model.title} {model.version}."
    ]
    if found.widens:
        notes.append("This buyer counts claims in full: the last row is its figure.")
    if found.unanswered:
        notes.append("A range is what unanswered rows leave open; none of them counts as a no.")
    return "\n".join(
        ["How it stands on quality, of 100:", table(("weights", "score"), rows, right=(1,)), *notes]
    )


def _moves(found: Assessment, place: Path) -> str:
    moves = found.moves[:10]
    if not moves:
        return ""
    if not found.answered:
        return _begin(found, place)
    project = found.project
    rows = [
        [
            f"{'up to ' if m.kind in ('answer', 'say how') else ''}+{m.gain:.1f}",
            project.requirements[m.requirement].code,
            m.said,
            _short(_name(project.requirements[m.requirement]), 44),
        ]
        for m in moves
    ]
    more = len(found.moves) - len(moves)
    also = f"\n{more} more with --json." if more > 0 else ""
    published = " under the published weights" if found.bidder.weights is not None else ""
    first = rows[0][1]
    return (
        f"What a better answer would add{published}, where it is true:\n"
        + table(("points", "", "better", "requirement"), rows, right=(0,))
        + f"{also}\n\nNext:  ossbuy answer {place.name} {shlex.quote(first)} --level … --evidence …"
    )


def _begin(found: Assessment, place: Path) -> str:
    """Where to begin while nothing is answered: gates, then what stands against causes."""
    from ossbuy.procedure.bidding.assessment import codes

    project = found.project
    lines = []
    first = [gate.requirement.id for gate in found.gates]
    if first:
        lines.append(f"Begin with what is pass or fail: {codes(project, first)}.")
    against: dict[tuple[str, ...], list[str]] = {}
    for one in found.causes:
        if one.requirements:
            against.setdefault(one.requirements, []).append(one.cause.code)
    for requirements, causes in list(against.items())[:2]:
        said = codes(project, requirements, 6)
        lines.append(f"Then with what stands against {', '.join(causes[:4])}: {said}.")
    code = project.requirements[(first or list(project.requirements))[0]].code
    lines.append(f"\nNext:  ossbuy answer {place.name} {shlex.quote(code)} --level … --evidence …")
    return "\n".join(lines)


def data(found: Assessment) -> dict[str, Any]:
    """Everything a script may want, by visible ids."""
    project, stands = found.project, found.standing

    def named(idents: tuple[str, ...]) -> list[str]:
        return [project.requirements[ident].code for ident in idents]

    return {
        "gates": [{"id": g.requirement.code, "state": g.state} for g in found.gates],
        "causes": [
            {
                "id": c.cause.code,
                "cause": c.cause.statement,
                "causes": c.effects,
                "requirements": named(c.requirements),
                "answered": c.answered,
                "healed": rounded(c.healed),
            }
            for c in found.causes
        ],
        "asked": len(found.answers),
        "answered": found.answered,
        "unanswered": named(found.unanswered),
        "means_not_said": named(found.unsaid),
        "on_word_alone": named(found.unevidenced),
        "tasks_left": named(found.unfinished_tasks),
        "model_assumed": found.assumed,
        "standing": None
        if stands is None
        else rounded(
            {
                "uniform": stands.uniform,
                "by_section": stands.by_section,
                "likely": stands.likely,
                "sections": (stands.any_sections.worst, stands.any_sections.best),
                "requirements": (stands.any_weights.worst, stands.any_weights.best),
                "claimed": stands.claimed,
                "published": stands.published,
            }
        ),
        "moves": [
            {
                "id": project.requirements[m.requirement].code,
                "kind": m.kind,
                "points": rounded(m.gain),
                "said": m.said,
            }
            for m in found.moves
        ],
    }
