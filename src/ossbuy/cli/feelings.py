"""What people feel, printed only where somebody asks for it by name: feelings, fears."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from ossbuy.cli.common import json_option, open_project, project_argument
from ossbuy.output import emit, emit_json, table

if TYPE_CHECKING:
    from ossbuy.exchange.facilitation import Fear
    from ossbuy.model.project import Project


@click.command()
@project_argument
@click.option("--private", is_flag=True, help="Print what people told; without it only counts.")
@click.option("--heart", is_flag=True, help="With --private: places by feeling and by cost.")
@json_option
def feelings_(project: Path, private: bool, heart: bool, as_json: bool) -> None:
    """Say how many feelings are told; print them only with --private.

    Feelings stand in no report and no export, no copy holds them unless the person released
    them, and they change no weight. 'ossbuy set PROJECT emotion ID …' tells one.

    \b
    Example:  ossbuy feelings kestrel.ossbuy --private --heart
    """
    if heart and not private:
        raise click.UsageError("--heart shows what is private: say --private as well.")
    with open_project(project) as workspace:
        told, name, head = workspace.project, workspace.project.description.name, workspace.head
    data: dict[str, object] = dict(_counts(told))
    if private:
        data["feelings"] = _told(told)
    if heart:
        data["heart_and_head"] = _heart(told)
    if as_json:
        emit_json(name, head, data)
        return
    emit(_sentence(told))
    if private and told.emotions:
        emit("\n" + _listed(told))
    if heart:
        emit("\n" + _ranked(told))


def _counts(project: Project) -> dict[str, int]:
    told = project.emotions.values()
    return {
        "told": len(told),
        "people": len({e.person for e in told}),
        "pains": len({e.pain for e in told if e.pain}),
        "fears": sum(bool(e.fear) for e in told),
        "answered": sum(bool(e.fear and e.requirement) for e in told),
        "released": sum(e.released for e in told),
    }


def _sentence(project: Project) -> str:
    said = _counts(project)
    if not said["told"]:
        return "Nobody has told how it feels."
    told, people = _count(said["told"], "feeling"), _count(said["people"], "person", "people")
    return (
        f"Private: {told} of {people}, about {_count(said['pains'], 'pain')}; "
        f"{_count(said['fears'], 'fear')} named and {said['answered']} answered by a requirement; "
        f"{said['released']} released."
    )


def _count(number: int, one: str, many: str = "") -> str:
    return f"{number} {one if number == 1 else many or one + 's'}"


def _told(project: Project) -> list[dict[str, object]]:
    return [
        {
            "id": e.code,
            "person": project.label(e.person),
            "pain": project.label(e.pain) if e.pain else "",
            "feeling": e.feeling,
            "intensity": e.intensity,
            "fear": e.fear,
            "good_outcome": e.good_outcome,
            "past_attempts": e.past_attempts,
            "released": e.released,
            "requirement": project.label(e.requirement) if e.requirement else "",
        }
        for e in project.emotions.values()
    ]


def _listed(project: Project) -> str:
    parts = []
    for told in _told(project):
        about = told["pain"] or "the procurement"
        strong = f", {told['intensity']} of 5" if told["intensity"] else ""
        feeling = told["feeling"] or "not said"
        parts.append(f"{told['id']}  {told['person']} about {about}: {feeling}{strong}")
        for label, key in (
            ("fears", "fear"),
            ("hopes for", "good_outcome"),
            ("still carries", "past_attempts"),
            ("answered by", "requirement"),
        ):
            if said := told[key]:
                parts.append(f"    {label}: {said}")
    return "\n".join(parts)


def _heart(project: Project) -> list[dict[str, object]]:
    from ossbuy.analysis.matrix.heart import heart_head_of
    from ossbuy.model.events import Refused

    try:
        pains, ranked = heart_head_of(project)
    except ValueError as no:
        raise Refused(str(no)) from None
    return [
        {
            "pain": project.pains[ident].code,
            "feeling": float(ranked.feeling[i]),
            "evidenced_cost": float(ranked.cost[i]),
            "heart": int(ranked.heart[i]),
            "head": int(ranked.head[i]),
            "gap": int(ranked.gap[i]),
        }
        for i, ident in enumerate(pains)
        if ranked.known[i]
    ]


def _ranked(project: Project) -> str:
    rows = sorted(
        _heart(project), key=lambda r: (str(r["heart"]).zfill(4), str(r["head"]).zfill(4))
    )
    if not rows:
        return "No pain has a feeling, a cost and a grade of evidence: nothing to compare."
    currency = project.description.currency
    cells = [
        [
            str(r["pain"]),
            f"{r['feeling']:.1f}",
            str(r["heart"]),
            f"{r['evidenced_cost']:,.0f}",
            str(r["head"]),
            f"{r['gap']:+d}" if r["gap"] else "0",
        ]
        for r in rows
    ]
    headers = ["pain", "felt", "place", f"{currency} × evidence", "place", "gap"]
    return table(headers, cells, right=(1, 2, 3, 4, 5))


@click.command()
@project_argument
@click.option("--accept", "kind", default="", help="Take the requirement against this kind.")
@click.option("--of", "feeling", default="", help="With --accept: the feeling's id it answers.")
@json_option
def fears_(project: Path, kind: str, feeling: str, as_json: bool) -> None:
    """List kinds of fear with the requirement proposed against each, or take one.

    The requirement goes into the section Risk, where it is edited, weighed or removed like any
    other. Nothing a person said goes into its text.

    \b
    Example:  ossbuy fears kestrel.ossbuy --accept exit
    """
    from ossbuy.exchange.facilitation import fears
    from ossbuy.procedure.fears import accept, taken_as

    if feeling and not kind:
        raise click.UsageError("--of goes with --accept.")
    kinds = {fear.id: fear for fear in fears()}
    if kind and kind not in kinds:
        raise click.UsageError(f"There is no kind {kind!r}; there are: {', '.join(kinds)}.")
    with open_project(project) as workspace:
        if kind:
            about = _feeling(workspace.project, feeling) if feeling else ""
            event = workspace.execute(accept(workspace.project, kinds[kind], about))
            there = taken_as(workspace.project, kinds[kind])
            assert there is not None
            emit(
                f"{there.code} {there.title} stands under Risk, recorded as act {event.seq}; "
                f"'ossbuy undo {project}' takes it back."
            )
            return
        told, name, head = workspace.project, workspace.project.description.name, workspace.head
    if as_json:
        emit_json(name, head, [_proposal(told, fear) for fear in kinds.values()])
    else:
        emit("\n\n".join(_words(told, fear) for fear in kinds.values()))


def _feeling(project: Project, code: str) -> str:
    ident = project.by_code("emotions", code)
    if ident is None:
        known = ", ".join(e.code for e in project.emotions.values()) or "none yet"
        raise click.UsageError(f"There is no feeling {code!r}; told are: {known}.")
    return ident


def _proposal(project: Project, fear: Fear) -> dict[str, str]:
    from ossbuy.procedure.fears import taken_as

    there = taken_as(project, fear)
    return {
        "id": fear.id,
        "fear": fear.fear,
        "title": fear.title,
        "text": fear.text,
        "threshold": fear.threshold,
        "verification": fear.verification,
        "requirement": there.code if there else "",
    }


def _words(project: Project, fear: Fear) -> str:
    said = _proposal(project, fear)
    there = f"  (asked for as {said['requirement']})" if said["requirement"] else ""
    return (
        f"{fear.id}: {fear.fear}{there}\n  proposal: {fear.text}\n  met when: {fear.threshold}\n"
        f"  shown by: {fear.verification}"
    )
