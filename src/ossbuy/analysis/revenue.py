"""Revenue at risk: what friction loses a year, and nothing counted twice.

    amount = volume × loss × margin × attribution

volume is the yearly revenue that runs through the friction, loss the share of it lost today,
margin what is earned on it, attribution the share of the loss that the system is to blame for. The
loss is triangular, so its mean is (low + likely + high) / 3. Own formula, after the value chain
from ease of spending to revenue; every factor is the buyer's and none has a default: an amount with
a factor missing is not known, never zero.

Cases that pull the same lever for the same segment describe the same money: of such a group only
the largest counts. A case without a segment speaks of everybody: it counts instead of all segments
of its lever together where it is larger than their sum, and not at all where it is smaller. A case
without a lever cannot be told from the others and is not added up.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

COUNTED: Final = "counted"
ALREADY: Final = "counted already"
NOT_KNOWN: Final = "not known"
NO_LEVER: Final = "lever not said"
OBSTRUCTS: Final = "obstructs"
FACTORS: Final = (
    ("volume", "the yearly revenue"),
    ("loss", "the likely loss"),
    ("margin", "the margin"),
    ("attribution", "the share the system is to blame for"),
)
"""What an amount needs, and what to call it."""


@dataclass(frozen=True, slots=True)
class Benefit:
    """One value case as plain numbers; None is not said."""

    id: str
    lever: str = ""
    segment: str = ""
    volume: float | None = None
    """Money a year."""
    loss_low: float | None = None
    """Shares from here on, 0..1."""
    loss: float | None = None
    loss_high: float | None = None
    margin: float | None = None
    attribution: float | None = None
    obstructs: bool = False
    """The benefit lives on making it hard for the customer: helped is not coerced."""

    @property
    def missing(self) -> tuple[str, ...]:
        """The factors nobody said, in words."""
        return tuple(words for name, words in FACTORS if getattr(self, name) is None)


@dataclass(frozen=True, slots=True)
class AtRisk:
    """What one value case comes to, money a year."""

    id: str
    state: str
    """One of COUNTED, ALREADY, NOT_KNOWN, NO_LEVER, OBSTRUCTS."""
    likely: float | None = None
    """None while a factor is missing."""
    low: float | None = None
    """None where the loss has no range."""
    high: float | None = None
    missing: tuple[str, ...] = ()
    by: str = ""
    """Where it is counted already: the case that counts instead."""

    @property
    def mean(self) -> float | None:
        """Mean of the triangle; None where the loss has no range."""
        if self.low is None or self.likely is None or self.high is None:
            return None
        return (self.low + self.likely + self.high) / 3

    def words(self, by: str = "") -> str:
        """Whether it counts, and why not; ``by`` is what to call the case that counts instead."""
        match self.state:
            case "counted":
                return "counts"
            case "counted already":
                return f"counted already by {by or self.by}"
            case "not known":
                return f"not known: {_listed(self.missing)} missing"
            case "lever not said":
                return "not added up: say which lever it pulls"
            case _:
                return "obstructs the customer: never counted"


@dataclass(frozen=True, slots=True)
class Revenue:
    """All value cases with what they come to, and the totals of those that count."""

    lines: tuple[AtRisk, ...]
    likely: float | None
    """Sum of the likely amounts that count; None when none does."""
    low: float | None
    """Sum of the lowest; None when none counts or one that counts has no range."""
    high: float | None
    mean: float | None

    def of(self, state: str) -> tuple[AtRisk, ...]:
        """The cases in one state."""
        return tuple(line for line in self.lines if line.state == state)

    @property
    def without_range(self) -> int:
        """How many of those that count have no low and high."""
        return sum(line.mean is None for line in self.of(COUNTED))

    def left_out(self) -> str:
        """In words what the totals leave out; empty when they leave out nothing."""
        said = [
            f"{number} {words}"
            for state, words in (
                (ALREADY, "counted already"),
                (NOT_KNOWN, "not known"),
                (NO_LEVER, "without a lever"),
                (OBSTRUCTS, "obstructing the customer"),
            )
            if (number := len(self.of(state)))
        ]
        return f"left out: {', '.join(said)}" if said else ""


def revenue_at_risk(benefits: Sequence[Benefit]) -> Revenue:
    """Reckon every value case and add up those that count.

    The largest of a group has the largest likely amount, then the largest mean, then comes first.
    Totals of low and high are the ends all cases could reach together.
    """
    lines = [_amount(benefit) for benefit in benefits]
    groups: dict[str, dict[str, list[int]]] = {}
    for place, (benefit, line) in enumerate(zip(benefits, lines, strict=True)):
        if line.state == COUNTED:
            segments = groups.setdefault(_word(benefit.lever), {})
            segments.setdefault(_word(benefit.segment), []).append(place)
    for segments in groups.values():
        for place, instead in _twice(segments, lines).items():
            lines[place] = replace(lines[place], state=ALREADY, by=lines[instead].id)
    counted = [line for line in lines if line.state == COUNTED]
    return Revenue(
        tuple(lines),
        _sum([line.likely for line in counted]),
        _sum([line.low for line in counted]),
        _sum([line.high for line in counted]),
        _sum([line.mean for line in counted]),
    )


def _amount(benefit: Benefit) -> AtRisk:
    volume, margin, attribution = benefit.volume, benefit.margin, benefit.attribution
    likely = low = high = None
    if volume is not None and margin is not None and attribution is not None:
        likely, low, high = (
            None if loss is None else volume * loss * margin * attribution
            for loss in (benefit.loss, benefit.loss_low, benefit.loss_high)
        )
    if low is None or high is None:
        low = high = None
    if benefit.obstructs:
        state = OBSTRUCTS
    elif likely is None:
        state = NOT_KNOWN
    else:
        state = COUNTED if _word(benefit.lever) else NO_LEVER
    if likely is None:
        low = high = None
    return AtRisk(benefit.id, state, likely, low, high, benefit.missing)


def _twice(segments: Mapping[str, list[int]], lines: Sequence[AtRisk]) -> dict[int, int]:
    """Cases of one lever that others count already, each with the one that counts instead."""
    first = {
        segment: max(places, key=lambda place: (_size(lines[place]), -place))
        for segment, places in segments.items()
    }
    instead = {
        place: first[segment]
        for segment, places in segments.items()
        for place in places
        if place != first[segment]
    }
    everybody = first.pop("", None)
    if everybody is not None and first:
        largest = max(first.values(), key=lambda place: (_size(lines[place]), -place))
        together = sum(lines[place].likely or 0.0 for place in first.values())
        if (lines[everybody].likely or 0.0) >= together:
            instead |= dict.fromkeys(first.values(), everybody)
        else:
            instead[everybody] = largest
    return instead


def _size(line: AtRisk) -> tuple[float, float]:
    return (line.likely or 0.0, line.mean or 0.0)


def _word(text: str) -> str:
    """Homes and homes are one segment, whoever typed it."""
    return " ".join(text.split()).casefold()


def _sum(amounts: Sequence[float | None]) -> float | None:
    known = [amount for amount in amounts if amount is not None]
    return sum(known) if known and len(known) == len(amounts) else None


def _listed(words: Sequence[str]) -> str:
    if len(words) < 2:
        return f"{''.join(words)} is"
    return f"{', '.join(words[:-1])} and {words[-1]} are"
