"""What a bidder should know before the buyer does: gates, causes, gaps, and how its bid stands."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Final

from ossbuy.model.bid import Evidence, Level, Response
from ossbuy.model.bidding import current_issue, own_answer
from ossbuy.model.events import Refused
from ossbuy.model.project import Project
from ossbuy.model.requirement import Requirement
from ossbuy.model.trauma import Cause

if TYPE_CHECKING:
    from ossbuy.analysis.competitiveness import Gains, Range, Standing
    from ossbuy.analysis.matrix.bidder import Bidder

BRINGS: Final = Evidence.KPI
"""The best evidence a bidder can bring by itself; a pilot in production is the buyer's own."""
SHOWABLE: Final = Evidence.DEMO
"""What a bidder can nearly always bring."""
PASSED, FAILED, OPEN, NOT_SHOWN = "passed", "failed", "open", "only claimed"


@dataclass(frozen=True, slots=True)
class GateState:
    """A pass-or-fail requirement and what our answer to it amounts to."""

    requirement: Requirement
    answer: Response
    state: str
    """``passed``, ``only claimed`` (full, but nothing stands behind it), ``failed``, ``open``."""


@dataclass(frozen=True, slots=True)
class CauseState:
    """A root cause the buyer shows, and how far our answers reach it."""

    cause: Cause
    effects: str
    """What it causes, in the buyer's words."""
    requirements: tuple[str, ...]
    """Internal ids of those that stand against it; empty where the buyer did not say."""
    answered: int
    healed: float | None
    """Mean worth of the answers given, 0..1; None where none was."""


@dataclass(frozen=True, slots=True)
class Move:
    """One better answer and what it adds to the score, all else the same."""

    requirement: str
    kind: str
    """``answer``, ``say how``, ``evidence``, ``full`` or ``ship``."""
    gain: float
    """Points of 100; for ``answer`` and ``say how`` the most there is to gain."""
    said: str
    """In words."""


@dataclass(frozen=True)
class Assessment:
    """A bid looked at by the bidder itself. Reads only what is in the bidder's own file."""

    project: Project
    bounds: Mapping[str, Range] = field(default_factory=dict)
    """By internal id of a top section: the lowest and highest share of the weight, 0..1, that the
    bidder thinks it has. A section that is not named may have any."""

    def __post_init__(self) -> None:
        if self.project.model is None:
            raise Refused("This file has no evaluation model to reckon with: open the pack again.")

    @cached_property
    def answers(self) -> dict[str, Response]:
        """Our answer to every requirement, by internal id."""
        return {ident: own_answer(self.project, ident) for ident in self.project.requirements}

    @cached_property
    def gates(self) -> tuple[GateState, ...]:
        """Pass-or-fail requirements, those that fail or are open first."""
        found = [
            GateState(r, self.answers[r.id], _gate_state(self.answers[r.id]))
            for r in self.project.requirements.values()
            if r.gate
        ]
        order = (FAILED, OPEN, NOT_SHOWN, PASSED)
        return tuple(sorted(found, key=lambda gate: order.index(gate.state)))

    @cached_property
    def causes(self) -> tuple[CauseState, ...]:
        """Root causes the buyer shows, in its order."""
        issue = current_issue(self.project)
        shown = issue.shown if issue is not None else {}
        worth = self._worth_by_requirement
        found = []
        for cause in self.project.causes.values():
            said = shown.get(cause.id)
            shown_for = set(said.requirements) if said else set()
            against = tuple(r for r in self.project.requirements if r in shown_for)
            given = [worth[r] for r in against if worth.get(r) is not None]
            values = [value for value in given if value is not None]
            found.append(
                CauseState(
                    cause,
                    said.effects if said else "",
                    against,
                    sum(self.answers[r].level is not Level.UNANSWERED for r in against),
                    sum(values) / len(values) if values else None,
                )
            )
        return tuple(found)

    @cached_property
    def answered(self) -> int:
        """Requirements with a level."""
        return sum(answer.level is not Level.UNANSWERED for answer in self.answers.values())

    @cached_property
    def unanswered(self) -> tuple[str, ...]:
        """Internal ids of requirements without a level, gates first."""
        return self._which(lambda answer: answer.level is Level.UNANSWERED)

    @cached_property
    def unsaid(self) -> tuple[str, ...]:
        """Full or partial, and nobody said by what means."""
        return self._which(lambda answer: _claims(answer) and answer.delivery is None)

    @cached_property
    def unevidenced(self) -> tuple[str, ...]:
        """Full or partial on our word alone."""
        return self._which(
            lambda answer: _claims(answer) and answer.evidence in (None, Evidence.CLAIM)
        )

    @cached_property
    def unfinished_tasks(self) -> tuple[str, ...]:
        """Requirements somebody still has to answer, soonest first."""
        left = [
            (task.due.isoformat() if task.due else "9", r)
            for r in self.project.requirements
            if (task := self.project.tasks.get(r)) is not None and not task.done
        ]
        return tuple(r for _, r in sorted(left, key=lambda one: one[0]))

    @cached_property
    def bidder(self) -> Bidder:
        """The bid as arrays."""
        from ossbuy.analysis.matrix.bidder import bidder

        assert self.project.model is not None
        return bidder(self.project, self.project.model)

    @cached_property
    def standing(self) -> Standing | None:
        """How the bid stands; None where nothing that is weighed applies."""
        from ossbuy.analysis.competitiveness import standing

        assert self.project.model is not None
        bid, model = self.bidder, self.project.model
        if not bid.requirements:
            return None
        low, high = zip(*(self.bounds.get(s, (0.0, 1.0)) for s in bid.sections), strict=True)
        try:
            return standing(
                bid.answers,
                bid.section_of,
                bounds=(low, high) if self.bounds else None,
                weights=bid.weights,
                seed=int(model.number("noise.seed")),
                samples=int(model.number("noise.samples")),
            )
        except ValueError as error:
            raise Refused(str(error)) from None

    @cached_property
    def gains(self) -> Gains | None:
        """What each better answer adds."""
        from ossbuy.analysis.competitiveness import gains

        bid = self.bidder
        if not bid.requirements:
            return None
        return gains(bid.answers, bid.factors.tolist(), bid.weights, bid.most_cap)

    @cached_property
    def moves(self) -> tuple[Move, ...]:
        """What would add most, best first; of equal ones in the order of the pack."""
        steps, bid = self.gains, self.bidder
        if steps is None:
            return ()
        grade = bid.grades.index(BRINGS)
        found = []
        for i, requirement in enumerate(bid.requirements):
            answer = self.answers[requirement]
            for kind, gain, said in (
                ("answer", steps.answering[i], "answer it"),
                ("say how", steps.saying_how[i], "say by what means"),
                ("evidence", steps.evidence[i, grade], self._evidence_words(i, answer)),
                ("full", steps.full[i], "full instead of partial"),
                ("ship", steps.shipped[i], _shipping(answer)),
            ):
                if gain > 1e-9:
                    found.append(Move(requirement, kind, float(gain), said))
        return tuple(sorted(found, key=lambda move: -round(move.gain, 9)))

    @property
    def widens(self) -> bool:
        """Whether the buyer counts claims in full and widens them by their evidence."""
        return self.project.policy.evidence_mode == "widen"

    @property
    def assumed(self) -> bool:
        """Whether the coefficients are ours, and the buyer may use others."""
        issue = current_issue(self.project)
        return issue is None or not issue.briefed

    def _evidence_words(self, place: int, answer: Response) -> str:
        from ossbuy.model.bidding import evidence_word

        steps = self.gains
        assert steps is not None
        demo = steps.evidence[place, self.bidder.grades.index(SHOWABLE)]
        also = f" ({evidence_word(SHOWABLE)}: +{demo:.1f})" if demo > 1e-9 else ""
        return f"{evidence_word(BRINGS)} instead of {evidence_word(answer.evidence)}{also}"

    @cached_property
    def _worth_by_requirement(self) -> dict[str, float | None]:
        """Mean of what is sure and what is possible of every answer given, gates included."""
        assert self.project.model is not None
        levels, caps, factors = (
            self.project.model.group(g) for g in ("level", "delivery", "evidence")
        )
        found: dict[str, float | None] = {}
        for ident, answer in self.answers.items():
            if answer.level in (Level.UNANSWERED, Level.NOT_APPLICABLE):
                found[ident] = None
            elif answer.level is Level.NONE:
                found[ident] = levels["none"]
            elif answer.delivery is None:
                found[ident] = None
            else:
                claim = min(levels[answer.level], caps[answer.delivery])
                found[ident] = claim * factors[answer.evidence or Evidence.CLAIM]
        return found

    def _which(self, wanted: Callable[[Response], bool]) -> tuple[str, ...]:
        found = [ident for ident, answer in self.answers.items() if wanted(answer)]
        requirements = self.project.requirements
        return tuple(sorted(found, key=lambda ident: not requirements[ident].gate))


def codes(project: Project, requirements: Collection[str], most: int = 12) -> str:
    """``C1.1, C1.2 and 9 more``."""
    shown = [project.requirements[ident].code for ident in list(requirements)[:most]]
    more = len(requirements) - len(shown)
    return ", ".join(shown) + (f" and {more} more" if more > 0 else "")


def _claims(answer: Response) -> bool:
    return answer.level in (Level.FULL, Level.PARTIAL)


def _gate_state(answer: Response) -> str:
    if answer.level is Level.UNANSWERED:
        return OPEN
    if answer.level is Level.NOT_APPLICABLE:
        # Whether it applies is for the buyer to say.
        return NOT_SHOWN
    if answer.level is not Level.FULL:
        return FAILED
    return NOT_SHOWN if answer.evidence in (None, Evidence.CLAIM) else PASSED


def _shipping(answer: Response) -> str:
    from ossbuy.model.bidding import delivery_word

    return f"shipped instead of {delivery_word(answer.delivery)}"
