"""The whole of a project at one moment: an immutable picture folded from its facts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from pydantic import Field, field_validator

from ossbuy.model.answering import Reuse, Task
from ossbuy.model.base import Line, Value
from ossbuy.model.bid import (
    Elimination,
    PriceLine,
    ReceivedFile,
    Reference,
    Response,
    Unsealing,
    Vendor,
)
from ossbuy.model.evaluation import EvaluationModel
from ossbuy.model.feeling import Emotion
from ossbuy.model.forecast import Driver
from ossbuy.model.origin import Imported
from ossbuy.model.receipt import Drift, GradedEvidence, LoopAnswer, ScaleMap, Withdrawal
from ossbuy.model.request import Clarification, Deadline, Issue, Shortlisting
from ossbuy.model.requirement import Requirement, Section
from ossbuy.model.scoring import (
    Acceptance,
    AgreedScore,
    Decision,
    GateJudgement,
    LockedWeights,
    Policy,
    QualityLock,
    Score,
)
from ossbuy.model.trauma import Cause, Pain, Person, Trigger
from ossbuy.model.weighing import Ballot, Closing, Grouped
from ossbuy.model.workshop import Parked, Question, Session, Step, Vote
from ossbuy.model.worth import Burden, Costing, ValueCase


class Description(Value):
    """What is being bought, by whom and in which money."""

    name: Line = ""
    subject: Line = ""
    buyer: Line = ""
    lot: Line = ""
    currency: Line = ""
    base_year: int | None = Field(default=None, ge=1990, le=2100)
    owner: Line = ""
    """Internal id of the person who runs the procurement."""
    context: dict[str, str] = Field(default_factory=dict)

    @field_validator("currency")
    @classmethod
    def _currency_code(cls, value: str) -> str:
        if value and not (len(value) == 3 and value.isascii() and value.isalpha()):
            raise ValueError("it must be a three-letter code such as EUR")
        return value.upper()


def _none() -> Mapping[Any, Any]:
    return MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Project:
    """Everything that is true at one point of the journal, by internal id.

    Mappings are read-only and keep the natural order of the visible codes where there are any.
    Two projects with the same content are equal, whatever the road that led there.
    """

    description: Description = field(default_factory=Description)
    model: EvaluationModel | None = None
    policy: Policy = field(default_factory=Policy)
    people: Mapping[str, Person] = field(default_factory=_none)
    triggers: Mapping[str, Trigger] = field(default_factory=_none)
    pains: Mapping[str, Pain] = field(default_factory=_none)
    causes: Mapping[str, Cause] = field(default_factory=_none)
    contributions: Mapping[tuple[str, str], float] = field(default_factory=_none)
    """(cause, effect) → share 0..1; the effect is a pain or another cause."""
    emotions: Mapping[str, Emotion] = field(default_factory=_none)
    """Private: they leave the file only where a person released them."""
    costings: Mapping[str, Costing] = field(default_factory=_none)
    """By pain."""
    burdens: Mapping[str, Burden] = field(default_factory=_none)
    values: Mapping[str, ValueCase] = field(default_factory=_none)
    """By pain or requirement."""
    sections: Mapping[str, Section] = field(default_factory=_none)
    requirements: Mapping[str, Requirement] = field(default_factory=_none)
    imported: Mapping[str, Imported] = field(default_factory=_none)
    """By requirement: the row of somebody's file it was read from."""
    links: Mapping[tuple[str, str], int] = field(default_factory=_none)
    """(pain or cause, section or requirement) → 9, 3, 1 or 0."""
    stated: Mapping[str, float] = field(default_factory=_none)
    """Stated points of a section or requirement among its siblings."""
    hygiene: Mapping[str, float] = field(default_factory=_none)
    """Points by which the hygiene pool is spread."""
    ballots: Mapping[tuple[str, str, str], Ballot] = field(default_factory=_none)
    """(person, node or ``top``, round) → judgement; blind until the round is closed."""
    closed: Mapping[tuple[str, str], Closing] = field(default_factory=_none)
    """(node or ``top``, round) → who closed it."""
    grouped: Mapping[str, Grouped] = field(default_factory=_none)
    """By node or ``top``: how its children's stated weights came from the group."""
    sessions: Mapping[str, Session] = field(default_factory=_none)
    steps: Mapping[tuple[str, str], Step] = field(default_factory=_none)
    """(session, step of the agenda) → how it went."""
    questions: Mapping[str, Question] = field(default_factory=_none)
    votes: Mapping[tuple[str, str], Vote] = field(default_factory=_none)
    """(question, person) → vote; blind until the question is closed."""
    parked: Mapping[str, Parked] = field(default_factory=_none)
    locked: LockedWeights | None = None
    quality_lock: QualityLock | None = None
    vendors: Mapping[str, Vendor] = field(default_factory=_none)
    references: Mapping[tuple[str, str], Reference] = field(default_factory=_none)
    """(vendor, number) → a reference customer."""
    files: Mapping[str, ReceivedFile] = field(default_factory=_none)
    unsealed: Mapping[str, Unsealing] = field(default_factory=_none)
    """By file id."""
    responses: Mapping[tuple[str, str], Response] = field(default_factory=_none)
    """(vendor, requirement) → answer, once unsealed."""
    prices: Mapping[tuple[str, str], PriceLine] = field(default_factory=_none)
    """(vendor, line id) → priced line, once unsealed."""
    scores: Mapping[tuple[str, str, str, str], Score] = field(default_factory=_none)
    """(evaluator, vendor, requirement, round) → judgement."""
    agreed: Mapping[tuple[str, str], AgreedScore] = field(default_factory=_none)
    accepted: Mapping[tuple[str, str], Acceptance] = field(default_factory=_none)
    gates: Mapping[tuple[str, str], GateJudgement] = field(default_factory=_none)
    """(vendor, requirement) → judgement."""
    eliminated: Mapping[str, Elimination] = field(default_factory=_none)
    decision: Decision | None = None
    issues: Mapping[str, Issue] = field(default_factory=_none)
    """Versions of the request that went out, by internal id."""
    deadlines: Mapping[str, Deadline] = field(default_factory=_none)
    clarifications: Mapping[str, Clarification] = field(default_factory=_none)
    shortlisted: Mapping[str, Shortlisting] = field(default_factory=_none)
    """By vendor."""
    drivers: Mapping[str, Driver] = field(default_factory=_none)
    """What prices grow with."""
    withdrawn: Mapping[str, Withdrawal] = field(default_factory=_none)
    """By file id."""
    drifts: Mapping[str, Drift] = field(default_factory=_none)
    """By file id: how it differs from what went out."""
    scales: Mapping[tuple[str, str], ScaleMap] = field(default_factory=_none)
    """(vendor, column) → what its words are taken as."""
    loops: Mapping[tuple[str, str], LoopAnswer] = field(default_factory=_none)
    """(vendor, question) → answer about itself."""
    graded: Mapping[tuple[str, str], GradedEvidence] = field(default_factory=_none)
    """(vendor, requirement) → the buyer's own grade of the evidence."""
    tasks: Mapping[str, Task] = field(default_factory=_none)
    """By requirement, in a vendor's own file: whose part of the bid it is."""
    reused: Mapping[str, Reuse] = field(default_factory=_none)
    """By requirement, in a vendor's own file: where its answer was taken over from."""
    notes: Mapping[str, str] = field(default_factory=_none)
    private: frozenset[str] = frozenset()
    """Ids of notes that never leave the file by default."""

    def top_sections(self) -> tuple[Section, ...]:
        """The sections that stand under no other, in order."""
        return tuple(s for s in self.sections.values() if not self.parent_of(s.id))

    def parent_of(self, section: str) -> str:
        """The section above, or empty at the top.

        Two people at once can leave a parent that is gone or a circle of parents; a section in
        either stands at the top, so that nothing under it is lost.
        """
        parent = self.sections[section].parent
        seen: set[str] = set()
        step = parent
        while step in self.sections and step not in seen:
            if step == section:
                return ""
            seen.add(step)
            step = self.sections[step].parent
        return parent if parent in self.sections else ""

    def under(self, section: str) -> tuple[Requirement, ...]:
        """The requirements directly under a section, in order."""
        return tuple(r for r in self.requirements.values() if r.section == section)

    def top_section_of(self, requirement: str) -> str:
        """Internal id of the top section a requirement stands under."""
        section = self.requirements[requirement].section
        while above := self.parent_of(section):
            section = above
        return section

    def by_code(self, family: str, code: str) -> str | None:
        """The internal id of the thing a person calls ``code``, or None."""
        wanted = code.strip().casefold()
        things: Mapping[str, Any] = getattr(self, family)
        for ident, thing in things.items():
            if thing.code.casefold() == wanted:
                return ident
        return None

    def current_file(self, vendor: str, contents: str) -> ReceivedFile | None:
        """The latest file that counts of a vendor's ``answers`` or ``prices``."""
        standing = self.standing_files(vendor, contents)
        return standing[-1] if standing else None

    def standing_files(self, vendor: str, contents: str) -> tuple[ReceivedFile, ...]:
        """The files of ``answers`` or ``prices`` that count, oldest first.

        The latest one, and the parts that add to it. A file that was withdrawn counts no more, and
        what it had replaced counts again.
        """
        mine = [f for f in self.files.values() if f.vendor == vendor and f.contents == contents]
        standing: list[ReceivedFile] = []
        for file in sorted(mine, key=lambda f: f.received_at):
            if file.id in self.withdrawn:
                continue
            kept = [f for f in standing if f.id != file.replaces] if file.part else []
            standing = [*kept, file]
        return tuple(standing)

    def label(self, ident: str) -> str:
        """The visible code of anything that has one, else the id itself."""
        for family in (
            self.pains,
            self.causes,
            self.requirements,
            self.sections,
            self.vendors,
            self.people,
            self.triggers,
            self.emotions,
            self.sessions,
            self.questions,
            self.parked,
            self.drivers,
        ):
            if ident in family:
                return str(family[ident].code)
        return ident
