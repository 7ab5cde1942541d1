"""What the buyer saw for itself: evidence it grades, and scores agreed by those who were there.

A vendor says what stands behind its answer. The buyer's own grade wins over that, and a test (a
proof of concept, a demonstration, a look at the document) usually brings both: a grade and a
score agreed in the room.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from pydantic import ValidationError

from ossbuy.model.bid import EVIDENCE_WORDS, Evidence
from ossbuy.model.events import Act, Fact, Json, Refused, key
from ossbuy.model.project import Project
from ossbuy.model.receipt import GradedEvidence
from ossbuy.model.scoring import AgreedScore
from ossbuy.model.words import sentence

WORDS: Final = {
    **{word.casefold(): grade for grade, word in EVIDENCE_WORDS.items()},
    **{grade.value: grade for grade in Evidence},
}
"""Evidence as people write it."""


@dataclass(frozen=True, slots=True)
class Shown:
    """What was seen of one vendor on one requirement; ids are internal."""

    vendor: str
    requirement: str
    evidence: str
    """A word or a short name; empty takes the buyer's grade back."""
    by: str
    reference: str = ""
    reason: str = ""
    score: str = ""
    """0 to 5, agreed by those present; empty where only the evidence was graded."""
    present: tuple[str, ...] = ()


def grade(project: Project, shown: Sequence[Shown], reason: str = "") -> Act:
    """Record what was seen: ``test.recorded`` where a score was agreed, else ``evidence.graded``.

    Raises:
        Refused: something is named that is not there, an answer has not been opened, a word is no
            evidence, a score no score, or nobody said why.
    """
    graded: dict[tuple[str, str], Fact] = {}
    agreed: list[Fact] = []
    for one in shown:
        where = f"{project.label(one.vendor)} {project.label(one.requirement)}"
        cell = one.vendor, one.requirement
        if cell in graded:
            raise Refused(f"{where} is graded twice: keep one of the two.")
        if cell not in project.responses:
            raise Refused(f"{where}: there is no opened answer to grade; open the answers first.")
        graded[cell] = _evidence(project, one, where, reason)
        if one.score.strip():
            agreed.append(_score(one, where, reason))
    if not graded:
        raise Refused("There is nothing to record: name a vendor, a requirement and the evidence.")
    kind = "test.recorded" if agreed else "evidence.graded"
    return Act(kind, (*graded.values(), *agreed), reason)


def evidence_word(said: str) -> Evidence | None:
    """The grade a person means, such as ``PoC on own data`` or ``poc``; None for another word."""
    return WORDS.get(" ".join(said.split()).casefold())


def _evidence(project: Project, one: Shown, where: str, reason: str) -> Fact:
    address = key("graded", one.vendor, one.requirement)
    if not one.evidence.strip():
        if (one.vendor, one.requirement) not in project.graded:
            raise Refused(f"{where}: say what was seen, one of {', '.join(_known())}.")
        return Fact(address, None)
    evidence = evidence_word(one.evidence)
    if evidence is None:
        raise Refused(
            f"{where}: {one.evidence.strip()[:40]!r} is no evidence; it is one of "
            f"{', '.join(_known())}."
        )
    # A reason stands once: with the agreed score, where there is one.
    why = one.reason.strip() or reason.strip()
    if not why:
        raise Refused(f"{where}: give the reason; it stands beside what the vendor says.")
    why = "" if one.score.strip() else why
    said = {"evidence": evidence.value, "reference": one.reference, "by": one.by, "reason": why}
    return Fact(address, _checked(GradedEvidence, said, where))


def _score(one: Shown, where: str, reason: str) -> Fact:
    said: dict[str, Json] = {
        "value": one.score.replace(",", "."),
        "reason": one.reason.strip() or reason.strip(),
        "present": list(one.present),
    }
    return Fact(key("agreed", one.vendor, one.requirement), _checked(AgreedScore, said, where))


def _checked(kind: type[GradedEvidence | AgreedScore], said: dict[str, Json], where: str) -> Json:
    try:
        return kind.model_validate(said).model_dump(mode="json", exclude_defaults=True)
    except ValidationError as error:
        raise Refused(sentence(error, where)) from None


def _known() -> list[str]:
    return list(EVIDENCE_WORDS.values())
