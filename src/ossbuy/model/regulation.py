"""A regulated procurement: weights published, no private notes, the price formula fixed.

What it forbids is asked before every act, whoever wants it, so that no way round is left open.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from ossbuy.model.events import Act, Fact, Refused, key
from ossbuy.model.project import Project
from ossbuy.model.removal import remove

WEIGHT_FAMILIES: Final = frozenset({"stated", "hygiene", "link", "model", "contribution"})
"""Families of facts that move weights."""
WEIGHING_FIELDS: Final = frozenset(
    {"blend", "price_share", "price_formula", "price_ceiling", "evidence_mode"}
)
"""Policy fields that the weight lock covers."""
FIXED: Final = {"price_formula": "price formula", "price_ceiling": "price ceiling"}
"""Policy fields that stay as they are once they say something."""


def moves_weights(project: Project, fact: Fact) -> bool:
    """Whether a fact moves anything the weight lock covers (decision 7)."""
    family, _, rest = fact.key.partition("/")
    if family == "requirement":
        return _reweighs(project, rest, fact)
    return family in WEIGHT_FAMILIES or (family == "policy" and rest in WEIGHING_FIELDS)


def _reweighs(project: Project, rest: str, fact: Fact) -> bool:
    """Whether a requirement's fact moves weights: another layer, or the requirement's end, which
    spreads its weight over the others. A new requirement weighs nothing yet."""
    ident, _, name = rest.partition("/")
    if ident not in project.requirements:
        return False
    return name == "layer" or (name == "code" and fact.value is None)


def private_words(project: Project) -> str:
    """``2 private notes and 9 feelings``; empty when nothing private is in the project."""
    notes, feelings = len(project.private), len(project.emotions)
    said = []
    if notes:
        said.append(f"{notes} private note{'' if notes == 1 else 's'}")
    if feelings:
        said.append(f"{feelings} feeling{'' if feelings == 1 else 's'}")
    return " and ".join(said)


def check(project: Project, price_formula: str) -> None:
    """Refuse to begin where something stands in the way.

    Raises:
        Refused: private notes or feelings are in the project, or no price formula is set.
    """
    if private := private_words(project):
        one = private.startswith("1 ") and " and " not in private
        raise Refused(
            f"A regulated procurement keeps nothing private, and {private} "
            f"{'stands' if one else 'stand'} in this project: remove feelings on the Trauma screen "
            "(e, Del), or let all of it go with 'ossbuy regulate PROJECT --drop-private'."
        )
    if not price_formula:
        raise Refused(
            "A regulated procurement fixes its price formula before the first bid, and none is "
            "set: set one, for instance with 'ossbuy set PROJECT policy price_formula "
            "lowest-ratio'."
        )


def regulate(project: Project, drop_private: bool = False, reason: str = "") -> Act:
    """Put the project under the rules of a regulated procurement, as one act.

    ``drop_private`` removes private notes and feelings in the same act.

    Raises:
        Refused: it stands under them already, or something stands in the way.
    """
    if project.policy.regulated:
        raise Refused("This is a regulated procurement already: nothing to set.")
    dropped: list[Fact] = []
    if drop_private:
        for emotion in project.emotions:
            dropped += remove(project, "emotion", emotion).facts
        for note in sorted(project.private):
            dropped += [Fact(key("note", note, part), None) for part in ("text", "private")]
        check(Project(policy=project.policy), project.policy.price_formula)
    else:
        check(project, project.policy.price_formula)
    fact = Fact(key("policy", "regulated"), True)
    return Act("procurement.regulated", (fact, *dropped), reason)


def allow(project: Project, facts: Iterable[Fact]) -> None:
    """Refuse what a regulated procurement forbids; anything else passes.

    Raises:
        Refused: the price formula would change, weights would move after answers were opened,
            something private would be written, or the rules would end after the weight lock.
    """
    if not project.policy.regulated:
        return
    opened = any(project.files[f].contents == "answers" for f in project.unsealed)
    for fact in facts:
        family, _, rest = fact.key.partition("/")
        if family == "policy" and rest in FIXED:
            now = getattr(project.policy, rest)
            if now and fact.value != now:
                raise Refused(
                    f"This is a regulated procurement: the {FIXED[rest]} stays {now}, as it was "
                    "published."
                )
        if fact.key == "policy/regulated" and fact.value is not True and project.locked:
            raise Refused(
                "The weights were locked under the rules of a regulated procurement: the rules "
                "stay."
            )
        private = family == "note" and rest.endswith("/private") and fact.value is True
        if private or (family == "emotion" and fact.value is not None):
            raise Refused(
                "In a regulated procurement no private notes are kept: write it openly, or say "
                "what is feared as a risk requirement."
            )
        if opened and moves_weights(project, fact):
            raise Refused(
                "This is a regulated procurement and answers have been opened: the published "
                "weights, λ, price share and evaluation model stay as they are, whatever the "
                "reason."
            )
