"""Commands on a vendor's own bid: answers, what it says of itself, tasks, answers taken over.

A bid is a project file begun by a vendor. It holds one vendor, the bidder itself, and the answers
are ordinary responses of that vendor, so that what is read of answers is read the same everywhere.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Final

from ossbuy.model.answering import Reuse, Task
from ossbuy.model.bid import (
    DELIVERY_WORDS,
    EVIDENCE_WORDS,
    Delivery,
    Evidence,
    Level,
    Response,
    Vendor,
)
from ossbuy.model.events import Act, Fact, Json, Refused, key
from ossbuy.model.project import Project
from ossbuy.model.receipt import LoopAnswer
from ossbuy.model.request import Issue

SELF: Final = "self"
"""The visible id of the bidder in its own file."""
ANSWER_FIELDS: Final = ("level", "delivery", "available", "evidence", "reference", "comment")
"""What an answer says, in the order of the pack's columns."""
LEVEL_WORDS: Final = {level: level.value for level in Level if level is not Level.UNANSWERED}
WORDS: Final[Mapping[str, Mapping[str, str]]] = {
    "level": {code.value: word for code, word in LEVEL_WORDS.items()},
    "delivery": {code.value: word for code, word in DELIVERY_WORDS.items()},
    "evidence": {code.value: word for code, word in EVIDENCE_WORDS.items()},
}
"""By field with a drop-down: codes as the journal keeps them, and the words people read."""
_MOST: Final = {"available": 500, "reference": 20_000, "comment": 20_000}
_CONTROLS: Final = dict.fromkeys(c for c in range(32) if chr(c) not in "\n\t")
"""What no cell of a workbook can hold."""


def own(project: Project) -> Vendor:
    """The bidder whose file this is. Raises Refused where there is none."""
    for vendor in project.vendors.values():
        if vendor.code == SELF:
            return vendor
    raise Refused(
        "This file holds no bid: begin one with 'ossbuy assess PACK.xlsx --out BID.ossbuy'."
    )


def current_issue(project: Project) -> Issue | None:
    """The version of the request opened last."""
    return max(project.issues.values(), key=lambda issue: issue.at, default=None)


def own_answer(project: Project, requirement: str) -> Response:
    """The answer as it stands; one that says nothing where nothing was written."""
    found = project.responses.get((own(project).id, requirement))
    return found or Response(level=Level.UNANSWERED)


def read_word(field: str, said: str, where: str) -> str:
    """A word or code of a drop-down as the journal keeps it; Refused names those there are."""
    words = WORDS[field]
    wanted = " ".join(said.casefold().split())
    before, _, behind = wanted.removesuffix(")").partition("(")
    for code, word in words.items():
        if {wanted, before.strip(), behind.strip()} & {code.casefold(), word.casefold()}:
            return code
    raise Refused(f"{where}: {said[:40]!r} is no {field}; write {', '.join(words.values())}.")


def answered(fields: Mapping[str, str | None], before: Response, where: str) -> Response:
    """An answer with some fields changed; a blank field says nothing any more.

    Raises:
        Refused: a word is none of those there are, or a text is too long.
    """
    said: dict[str, Json] = before.model_dump(mode="json", include=set(ANSWER_FIELDS))
    for name, value in fields.items():
        text = (value or "").replace("\r\n", "\n").replace("\r", "\n").translate(_CONTROLS).strip()
        if name in _MOST:
            if len(text) > _MOST[name]:
                raise Refused(
                    f"{where}: {name} is longer than {_MOST[name]} characters: shorten it."
                )
            said[name] = text
        elif name == "level":
            said[name] = read_word(name, text, where) if text else Level.UNANSWERED.value
        else:
            said[name] = read_word(name, text, where) if text else None
    return Response.model_validate(said)


def answer_fact(project: Project, requirement: str, answer: Response) -> Fact:
    """The fact that an answer makes true; an answer that says nothing removes it."""
    value = answer.model_dump(mode="json", exclude_defaults=True)
    value.setdefault("level", answer.level.value)
    nothing = value == {"level": Level.UNANSWERED.value}
    return Fact(key("response", own(project).id, requirement), None if nothing else value)


def write_answer(
    project: Project, requirement: str, fields: Mapping[str, str | None], reason: str = ""
) -> Act:
    """Answer a requirement, or change what was answered; fields not named stay.

    Raises:
        Refused: there is no such requirement, a word is wrong, or nothing would change.
    """
    asked = project.requirements.get(requirement)
    if asked is None:
        raise Refused("That requirement is no longer asked: open the pack again to see what is.")
    before = own_answer(project, requirement)
    after = answered(fields, before, asked.code)
    if after == before.model_copy(update={"raw": {}, "file": ""}):
        raise Refused(f"{asked.code} already says that: nothing to change.")
    return Act("answer.written", (answer_fact(project, requirement, after),), reason)


def write_answers(project: Project, answers: Mapping[str, Response], reason: str = "") -> Act:
    """Many answers as one act, by internal id of the requirement; equal ones are left out.

    Raises:
        Refused: nothing would change.
    """
    facts = [
        answer_fact(project, requirement, answer)
        for requirement, answer in answers.items()
        if answer != own_answer(project, requirement)
    ]
    if not facts:
        raise Refused("Every answer there is in this bid already: nothing to take in.")
    return Act("answer.written", tuple(facts), reason)


def tell_about(project: Project, answers: Mapping[str, LoopAnswer]) -> Act:
    """Answer questions about the bidder itself; an empty value and note removes the answer.

    Raises:
        Refused: nothing would change.
    """
    mine = own(project).id
    facts = []
    for question, answer in answers.items():
        if project.loops.get((mine, question), LoopAnswer(value="")) == answer:
            continue
        said = answer.model_dump(mode="json", exclude_defaults=True)
        said.setdefault("value", answer.value)
        nothing = not (answer.value or answer.note)
        facts.append(Fact(key("loop", mine, question), None if nothing else said))
    if not facts:
        raise Refused("It already says that: nothing to change.")
    return Act("loop.answered", tuple(facts))


def give_task(
    project: Project,
    requirements: Iterable[str],
    person: str | None = None,
    due: dt.date | None = None,
    done: bool | None = None,
    note: str | None = None,
) -> Act:
    """Say who answers requirements and by when, or that it is done; None leaves a field alone.

    Raises:
        Refused: nobody is named where there is no task yet, or nothing would change.
    """
    facts = []
    for requirement in requirements:
        asked = project.requirements[requirement]
        before = project.tasks.get(requirement)
        if before is None and not (person or "").strip():
            raise Refused(f"Nobody has {asked.code} yet: say with a name who answers it.")
        change = {"person": person, "due": due, "done": done, "note": note}
        said = {} if before is None else before.model_dump()
        after = Task.model_validate(said | {n: v for n, v in change.items() if v is not None})
        if after != before:
            value = after.model_dump(mode="json", exclude_defaults=True) | {"person": after.person}
            facts.append(Fact(key("task", requirement), value))
    if not facts:
        raise Refused("The tasks already say that: nothing to change.")
    return Act("task.given", tuple(facts))


def drop_task(project: Project, requirements: Iterable[str]) -> Act:
    """Take tasks away. Raises Refused where there is none."""
    facts = [Fact(key("task", one), None) for one in requirements if one in project.tasks]
    if not facts:
        raise Refused("There is no such task: nothing to take away.")
    return Act("task.given", tuple(facts))


def reuse(project: Project, taken: Mapping[str, tuple[Response, Reuse]]) -> Act:
    """Take over answers from an earlier bid, by internal id of the requirement.

    The source stays in this file and never leaves it with the answers. Raises Refused where
    nothing is taken.
    """
    facts = []
    for requirement, (answer, source) in taken.items():
        facts.append(answer_fact(project, requirement, answer))
        said = source.model_dump(mode="json", exclude_defaults=True) | {"source": source.source}
        facts.append(Fact(key("reuse", requirement), said))
    if not facts:
        raise Refused("No answer was chosen: nothing to take over.")
    return Act("answers.reused", tuple(facts))


def evidence_word(grade: Evidence | None) -> str:
    """The grade in words; nothing said is a bare claim."""
    return EVIDENCE_WORDS[grade or Evidence.CLAIM]


def delivery_word(delivery: Delivery | None) -> str:
    """The delivery in words, or that it was not said."""
    return DELIVERY_WORDS[delivery] if delivery else "means not said"
