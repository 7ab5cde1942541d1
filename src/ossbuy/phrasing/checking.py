"""One text under all rules that are for it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from ossbuy.phrasing.hit import Found, Hit, Kind, Span
from ossbuy.phrasing.lists import Lists
from ossbuy.phrasing.rules import listed, modals, size, unitless
from ossbuy.phrasing.rules.ability import ability
from ossbuy.phrasing.rules.and_or import and_or
from ossbuy.phrasing.rules.compound import compound
from ossbuy.phrasing.rules.passive import passive
from ossbuy.phrasing.rules.pronoun import pronoun
from ossbuy.phrasing.rules.rule import Rule
from ossbuy.phrasing.rules.solution import solution
from ossbuy.phrasing.rules.unmeasured import unmeasured
from ossbuy.phrasing.rules.unverifiable import unverifiable
from ossbuy.phrasing.text import Text

LONGEST = 20_000
"""Characters of a text that are looked at; what a requirement may hold at most."""

WORDS = frozenset(
    {"open-ended", "escape", "unmeasured", "unverifiable", "superlative", "vague", "absolute"}
)
"""Rules about a word or phrase: where two see the same words, the first in order speaks."""

_ASKS = re.compile(
    r"\s*(?:[-•\d.)(]+\s*)?(?:do|does|did|is|are|was|were|can|could|will|would|has|have|had|how|what|which|who|whom|"
    r"whose|where|when|why)\s.*\?",
    re.IGNORECASE | re.DOTALL,
)


@dataclass(frozen=True)
class Rules:
    """All rules with their word lists, compiled once."""

    lists: Lists
    english: tuple[Rule, ...]
    any_language: tuple[Rule, ...]

    @classmethod
    def of(cls, lists: Lists) -> Rules:
        """Compile the word lists."""
        everywhere = (size.tbd(lists), size.long(lists))
        english = (
            listed.open_ended(lists),
            listed.escape(lists),
            unmeasured(lists),
            unitless.unitless(lists),
            unverifiable(lists),
            compound(lists),
            and_or(),
            modals.two_modals(lists),
            modals.no_modal(lists),
            listed.superlative(lists),
            listed.vague(lists),
            listed.absolute(lists),
            solution(lists),
            pronoun(lists),
            ability(lists),
            passive(lists),
        )
        return cls(lists, (*everywhere, *english), (*everywhere, unitless.digitless()))

    @property
    def severity(self) -> Mapping[str, int]:
        """1 to 3, by rule."""
        return self.lists.severity


def kind_of(text: str) -> Kind:
    """``question`` for a text that asks, else ``requirement``."""
    return "question" if _ASKS.fullmatch(text.rstrip()) else "requirement"


def check(
    rules: Rules,
    text: str,
    kind: Kind | None = None,
    *,
    measured: bool = False,
    english: bool = True,
) -> tuple[Hit, ...]:
    """What is questionable about the wording of one text, in the order it is read.

    Args:
        rules: compiled word lists.
        text: the text; beyond 20,000 characters it is not looked at.
        kind: None tells questions from requirements by how they begin and end.
        measured: a number that says what counts as met stands in a field beside the text.
        english: False runs only the rules that hold in every language.
    """
    if not text.strip():
        return ()
    given = Text(text[:LONGEST], kind or kind_of(text), measured)
    found = [
        (rule.name, said)
        for rule in (rules.english if english else rules.any_language)
        if given.kind in rule.kinds and (said := rule.look(given))
    ]
    return _in_reading_order(found, rules, given)


def rewrite_of(rules: Rules, text: str, rule: str, **how: object) -> tuple[str, ...]:
    """What ``rule`` proposes instead of ``text``; empty where it proposes nothing."""
    hits = check(rules, text, **how)  # type: ignore[arg-type]
    return next((hit.rewrite for hit in hits if hit.rule == rule), ())


def _in_reading_order(found: list[tuple[str, Found]], rules: Rules, text: Text) -> tuple[Hit, ...]:
    """Hits by place; a word inside the phrase of a rule listed before says nothing new."""
    kept: list[tuple[str, Span]] = []
    for name, said in found:
        for span in said.spans:
            if name in WORDS and any(
                other != name and other in WORDS and s.start <= span.start and span.end <= s.end
                for other, s in kept
            ):
                continue
            kept.append((name, span))
    rewrites = {name: said.rewrite for name, said in found}
    field = "threshold" if text.kind == "threshold" else "text"
    hits = [
        Hit(name, rules.severity[name], s.start, s.end, s.what, rewrites[name], field)  # type: ignore[arg-type]
        for name, s in kept
    ]
    return tuple(sorted(hits, key=lambda h: (h.start, h.end, h.rule)))
