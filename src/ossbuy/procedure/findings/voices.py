"""Whose voice is heard, how loudly, and whose is not."""

from __future__ import annotations

from collections.abc import Iterator
from statistics import mean, median

from ossbuy.model.findings import Finding
from ossbuy.model.trauma import Pain, PainEvidence, Person
from ossbuy.procedure.findings.case import Case, Rule

EXECUTIVE, DAILY = "executive", "daily user"
MANY = 3
"""Library pains from which one may speak of ticking."""
PAIR = 2
"""Pains of either side from which their severities can be compared."""


def seat_of(person: Person | None) -> str:
    """Where somebody sits; whoever works with the system every day is a daily user."""
    if person is None:
        return ""
    return DAILY if person.daily_user else person.seat.casefold()


def nobody_daily(case: Case) -> Iterator[Finding]:
    """F19: no daily user among the voices."""
    project = case.project
    voices = {pain.voice for pain in project.pains.values()}
    if voices and not any(seat_of(project.people.get(voice)) == DAILY for voice in voices):
        yield Finding(
            "F19",
            "warns",
            "voices",
            "nobody who uses the system every day told a pain.",
            "Ask two people who sit in front of it eight hours a day.",
            ("stage", "trauma"),
        )


def loudest_sets_severity(case: Case) -> Iterator[Finding]:
    """F41: severity follows whoever sits highest."""
    gap = case.limit("seat_gap")
    if gap is None:
        return
    project = case.project
    told: dict[str, list[int]] = {}
    for pain in project.pains.values():
        if pain.severity is not None:
            told.setdefault(seat_of(project.people.get(pain.voice)), []).append(pain.severity)
    above, below = told.get(EXECUTIVE, []), told.get(DAILY, [])
    if min(len(above), len(below)) >= PAIR and mean(above) - mean(below) >= gap:
        yield Finding(
            "F41",
            "warns",
            "severity",
            f"executives told {mean(above):.1f} on average ({len(above)} pains), daily users "
            f"{mean(below):.1f} ({len(below)}).",
            "Rate the pains of both again together, against the words of the five levels.",
            ("stage", "trauma"),
        )
    for pain in project.pains.values():
        yield from _outvoted(case, pain, gap)


def _outvoted(case: Case, pain: Pain, gap: float) -> Iterator[Finding]:
    """The severity on record is an executive's vote, well above what the others voted."""
    project = case.project
    for question in project.questions.values():
        if question.about != pain.id or not question.closed or question.scale != "1-5":
            continue
        votes = [
            (seat_of(project.people.get(person)), int(vote.value))
            for (asked, person), vote in project.votes.items()
            if asked == question.id and vote.value in "12345" and vote.value
        ]
        loud = [value for seat, value in votes if seat == EXECUTIVE]
        others = [value for seat, value in votes if seat != EXECUTIVE]
        if (
            pain.severity is not None
            and pain.severity in loud
            and len(others) >= PAIR
            and pain.severity - median(others) >= gap
        ):
            yield Finding(
                "F41",
                "warns",
                pain.code,
                f"its severity is {pain.severity}, as an executive voted; the others' middle vote "
                f"is {median(others):g} (lowest {min(others)}, highest {max(others)}).",
                "Hear why the votes differ, then rate it again.",
                ("pain", pain.id),
            )


def ticked_from_library(case: Case) -> Iterator[Finding]:
    """F42: library pains taken in without anybody showing that they happen here."""
    most = case.limit("library_share")
    pains = case.project.pains.values()
    bare = [
        pain
        for pain in pains
        if pain.library
        and (pain.evidence in (None, PainEvidence.ANECDOTE) or not pain.evidence_reference)
    ]
    if most is not None and len(bare) >= MANY and len(bare) > most * len(pains):
        yield Finding(
            "F42",
            "warns",
            "pains",
            f"{len(bare)} of {len(pains)} come from the library and nothing shows that they "
            "happen here.",
            "Keep those somebody here can tell the story of, with a place to look.",
            ("pain", bare[0].id),
        )


def fears_without_requirement(case: Case) -> Iterator[Finding]:
    """F45: fears that became no requirement. Counted only: what is feared stays private."""
    known = case.project.requirements
    count = sum(
        bool(emotion.fear) and emotion.requirement not in known
        for emotion in case.project.emotions.values()
    )
    if count:
        yield Finding(
            "F45",
            "notes",
            "fears",
            f"{count} {'fear' if count == 1 else 'fears'} of this procurement led to no "
            "requirement.",
            "Turn each into a risk requirement (exit, way back, supplier's means), or let it be.",
            ("stage", "people"),
        )


def hurt_and_absent(case: Case) -> Iterator[Finding]:
    """F46: somebody is hurt, is not in the room, and told nothing."""
    heard = {pain.voice for pain in case.project.pains.values()}
    heard |= {person for _, person in case.project.votes}
    heard |= {person for person, *_ in case.project.ballots}
    for person in case.project.people.values():
        if person.in_room is False and person.id not in heard:
            yield Finding(
                "F46",
                "warns",
                person.label,
                "is hurt by it, is not in the room, and has told nothing.",
                "Interview them before the weights are locked, or name who speaks for them.",
                ("person", person.id),
            )


RULES: tuple[Rule, ...] = (
    nobody_daily,
    loudest_sets_severity,
    ticked_from_library,
    fears_without_requirement,
    hurt_and_absent,
)
