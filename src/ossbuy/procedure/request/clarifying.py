"""Questions from vendors: noted, answered, and published so that nobody can tell who asked."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from ossbuy.model import commands
from ossbuy.model.events import Act, Fact, Json, Refused, key
from ossbuy.model.project import Project
from ossbuy.model.removal import remove
from ossbuy.model.request import Clarification
from ossbuy.procedure.lock import now

ALL = "all"


def next_code(project: Project) -> str:
    """The first of Q1, Q2, … that is free."""
    number = 1
    while project.by_code("clarifications", f"Q{number}") is not None:
        number += 1
    return f"Q{number}"


def ask(
    project: Project,
    question: str,
    vendor: str = "",
    requirements: Sequence[str] = (),
    asked_at: str = "",
    code: str = "",
) -> Act:
    """Note a question; ``vendor`` is the internal id of who asked, empty for the buyer itself.

    Raises:
        Refused: there is no question, or it names an unknown vendor or requirement.
    """
    if not question.strip():
        raise Refused("There is no question to note: write what was asked.")
    _known(project, vendor, requirements)
    fields: dict[str, Json] = {
        "code": code or next_code(project),
        "question": question,
        "asked_by": vendor,
        "asked_at": asked_at or now(),
    }
    if requirements:
        fields["requirements"] = list(dict.fromkeys(requirements))
    return commands.add(project, "clarification", fields)


def reword(
    project: Project,
    ident: str,
    question: str | None = None,
    requirements: Sequence[str] | None = None,
    vendor: str | None = None,
) -> Act:
    """Change the words of a question, what it is about or who asked it, before it is published.

    Raises:
        Refused: it is published, or nothing would change.
    """
    said = _found(project, ident)
    if said.published_at:
        raise Refused(f"{said.code} is published and stays as it was read: note a new question.")
    if question is not None and not question.strip():
        raise Refused(f"{said.code} would have no question: write it, or remove {said.code}.")
    _known(project, vendor or "", requirements or ())
    fields: dict[str, Json] = {}
    if question is not None:
        fields["question"] = question
    if requirements is not None:
        fields["requirements"] = list(dict.fromkeys(requirements)) or None
    if vendor is not None:
        fields["asked_by"] = vendor or None
    return commands.change(project, "clarification", ident, fields)


def answer(
    project: Project, ident: str, text: str, by: str, changes_request: bool | None = None
) -> Act:
    """Answer a question; one that was published must be published again.

    Raises:
        Refused: there is no answer in it.
    """
    said = _found(project, ident)
    if not text.strip():
        raise Refused(f"The answer to {said.code} is empty: write one.")
    fields: dict[str, Json] = {"answer": text, "answered_by": by, "answered_at": now()}
    if changes_request is not None:
        fields["changes_request"] = changes_request
    checked = commands.entity_facts("clarification", ident, {**_kept(said), **fields}, said.code)
    facts = [fact for fact in checked if fact.key.rpartition("/")[2] in fields]
    if said.published_at:
        facts += [
            Fact(key("clarification", ident, n), None) for n in ("published_at", "published_to")
        ]
    return Act("clarification.answered", tuple(facts))


def publish(project: Project, ident: str, to: str = ALL, anyway: bool = False) -> Act:
    """Publish question and answer to everybody, or to the vendor with this internal id.

    What is published never says who asked.

    Raises:
        Refused: it has no answer, nobody to go to, is published so already, or its words give away
            who asked and ``anyway`` is not set.
    """
    said = _found(project, ident)
    if not said.answer:
        raise Refused(f"{said.code} has no answer yet: answer it before you publish it.")
    if to != ALL and to not in project.vendors:
        raise Refused(f"{to[:40]!r} is no invited vendor: publish to all, or to the one who asked.")
    if said.published_at and said.published_to == to:
        raise Refused(f"{said.code} is published already: nothing to do.")
    if to == ALL and not anyway and (telling := gives_away(project, said)):
        raise Refused(
            f"{said.code} would tell who asked: {telling[0]} Reword it first, or publish it anyway "
            "with --anyway."
        )
    facts = {"published_at": now(), "published_to": to}
    return Act(
        "clarification.published",
        tuple(Fact(key("clarification", ident, name), value) for name, value in facts.items()),
    )


def withdraw(project: Project, ident: str, reason: str = "") -> Act:
    """Remove a question nobody outside has read.

    Raises:
        Refused: it is published.
    """
    said = _found(project, ident)
    if said.published_at:
        raise Refused(f"{said.code} is published and stays on record.")
    return remove(project, "clarification", ident, reason)


def gives_away(project: Project, said: Clarification) -> tuple[str, ...]:
    """What in a question or its answer tells which vendor it is about, one sentence each.

    Any vendor's name counts, not only that of the one who asked; so does a release it offers.
    """
    found = []
    for where, text in (("question", said.question), ("answer", said.answer)):
        words = [
            word
            for word in _telling_words(project)
            if re.search(rf"(?<!\w){re.escape(word)}(?!\w)", text, re.IGNORECASE)
        ]
        # "Skylark" says nothing more where "Skylark Cloud" was found.
        found += [
            f"“{word}” stands in the {where}."
            for word in words
            if not any(word.casefold() in w.casefold() for w in words if len(w) > len(word))
        ]
    return tuple(dict.fromkeys(found))


def _telling_words(project: Project) -> tuple[str, ...]:
    """Names, ids, first words of names and named releases of every vendor, each once."""
    words: dict[str, None] = {}
    for vendor in project.vendors.values():
        for word in (vendor.name, vendor.code, vendor.release):
            # A release such as 5.6 says nothing by itself.
            if len(word) > 2 and re.search(r"[^\W\d_]", word):
                words[word.strip()] = None
        first, *more = vendor.name.split() or [""]
        if more and len(first) > 4:
            words[first] = None
    return tuple({word.casefold(): word for word in reversed(words)}.values())


def published(project: Project, vendor: str = "") -> tuple[Clarification, ...]:
    """What everybody may read, with what was published to this vendor alone."""
    return tuple(
        said
        for said in project.clarifications.values()
        if said.published_at and said.published_to in (ALL, vendor or ALL)
    )


def _found(project: Project, ident: str) -> Clarification:
    if ident not in project.clarifications:
        raise Refused("There is no such question any more: somebody may have removed it.")
    return project.clarifications[ident]


def _known(project: Project, vendor: str, requirements: Sequence[str]) -> None:
    if vendor and vendor not in project.vendors:
        raise Refused(f"There is no vendor {vendor}: invite it first.")
    for requirement in requirements:
        if requirement not in project.requirements:
            raise Refused(f"There is no requirement {requirement[:40]}: check the id.")


def _kept(said: Clarification) -> Mapping[str, Json]:
    kept: dict[str, Json] = said.model_dump(mode="json", exclude_defaults=True, exclude={"id"})
    return kept
