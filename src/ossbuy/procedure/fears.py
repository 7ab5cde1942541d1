"""From a fear to a requirement against it: proposed by a template, taken by a person.

The requirement says what the template says. Nothing of the person's words goes into it; that the
fear became it is remembered beside the fear, which is private.
"""

from __future__ import annotations

from itertools import count

from ossbuy.exchange.facilitation import Fear
from ossbuy.model import commands
from ossbuy.model.events import Act, Fact, Json, Refused, key, new_id
from ossbuy.model.project import Project
from ossbuy.model.requirement import Requirement

SECTION = "Risk"
"""Title of the section that risk requirements stand under."""


def taken_as(project: Project, fear: Fear) -> Requirement | None:
    """The requirement a kind of fear was taken as, if it was."""
    wanted = " ".join(fear.text.split())
    for requirement in project.requirements.values():
        same = requirement.title == fear.title or " ".join(requirement.text.split()) == wanted
        if requirement.risk and same:
            return requirement
    return None


def accept(project: Project, fear: Fear, emotion: str = "", reason: str = "") -> Act:
    """Take the requirement proposed against a fear, as one act with its section and its memory.

    Where the project asks for it already, a told fear is only joined to it.

    Raises:
        Refused: it is asked for already, or the feeling is gone.
    """
    told = project.emotions.get(emotion)
    if emotion and told is None:
        raise Refused("That feeling is not there any more: somebody may have removed it.")
    there = taken_as(project, fear)
    if there is not None:
        if told is None or told.requirement == there.id:
            raise Refused(f"That is asked for already, as {there.code}: edit it there.")
        return commands.change(project, "emotion", emotion, {"requirement": there.id}, reason)
    acts = []
    section = next(
        (s for s in project.sections.values() if s.title.casefold() == SECTION.casefold()), None
    )
    if section is None:
        ident, code = new_id(), _free(project, "RISK")
        acts.append(Act("section.set", _facts("section", ident, code, {"title": SECTION})))
    else:
        ident, code = section.id, section.code
    requirement = new_id()
    fields: dict[str, Json] = {
        "section": ident,
        "title": fear.title,
        "text": " ".join(fear.text.split()),
        "threshold": " ".join(fear.threshold.split()),
        "verification": fear.verification,
        "risk": True,
    }
    number = _free(project, f"{code}.", begin=1)
    acts.insert(0, Act("requirement.written", _facts("requirement", requirement, number, fields)))
    if told is not None:
        remembered = Fact(key("emotion", emotion, "requirement"), requirement)
        acts.append(Act("emotion.changed", (remembered,)))
    return commands.merge(acts, "requirement.written", reason)


def _facts(family: str, ident: str, code: str, fields: dict[str, Json]) -> tuple[Fact, ...]:
    return commands.entity_facts(family, ident, {"code": code} | fields, code)


def _free(project: Project, start: str, begin: int = 0) -> str:
    """The first code that no section or requirement has: the start itself, or with a number."""
    for number in count(begin):
        code = start if not number else f"{start}{number}"
        if not project.by_code("sections", code) and not project.by_code("requirements", code):
            return code
    raise AssertionError("numbers do not end")
