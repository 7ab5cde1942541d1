"""When do two requirements differ only by their nouns? The measure the library's test uses.

A requirement is reduced to a skeleton: function words (a closed list) stay, the main verb behind
"shall", verbs behind "to" or a modal, participles and adverbs stay, and every run of other words,
ids and numbers (nouns, adjectives, quantities) becomes one N. No tagger is needed, and where the
rule takes a verb for a noun it errs towards finding two requirements alike.

Two requirements are alike

- when they have the same main verb and their skeletons agree to 0.80 or more (difflib's ratio over
  words), or
- when their main verbs differ and skeletons of ten or more words agree to 0.92 or more: the same
  sentence with a synonym, or
- when two fifths of all the content words of both are shared: the same thing said twice.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher

SAME_VERB = 0.80
OTHER_VERB = 0.92
SHARED_CONTENT = 0.40


def _listed(text: str) -> frozenset[str]:
    return frozenset(text.split())


FUNCTION = _listed(
    """a about above across after again against all also although among an and another any are as
    at back be because been before behind being below beside between beyond both but by can cannot
    could down during each either else even ever every except first for from had has have how if
    in inside into is it its itself last least less like may might more most must near neither
    never next no none nor not of off on once one only onto or other out outside over own per rather
    same shall should since so some such than that the their them themselves then there these they
    this those though through throughout to together too toward towards under unless until up upon
    was were what whatever when whenever where wherever whether which while who whom whose why will
    with within without would yet"""
)
MODAL = _listed("to shall can cannot may must will would should could might not")
DETERMINER = _listed("a an the each every its their any all no one this that these those")
OPENS_GERUND = _listed("when while by without before after instead of for")


@dataclass(frozen=True, slots=True)
class Reduced:
    """A requirement as the measure sees it."""

    verb: str
    skeleton: tuple[str, ...]
    content: frozenset[str]


def stem(word: str) -> str:
    """A word without its commonest endings, so that "record" and "records" are one."""
    for ending in ("ations", "ation", "ings", "ing", "ies", "ied", "es", "ed", "s"):
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            return word[: -len(ending)] + ("y" if ending in ("ies", "ied") else "")
    return word


def words(text: str) -> list[str]:
    return re.findall(r"[a-z]+(?:['’-][a-z]+)*|\d[\d.,:%]*", text.casefold())


def main_verb(text: str) -> str:
    """The verb behind the first "shall", past "not" and adverbs."""
    said = words(text)
    behind = said[said.index("shall") + 1 :] if "shall" in said else []
    return next((w for w in behind if w not in ("not", "also", "never") and w[-2:] != "ly"), "")


def reduced(text: str) -> Reduced:
    verb, said = main_verb(text), words(text)
    skeleton: list[str] = []
    seen_main = False
    before = ""
    for word in said:
        if not seen_main and word == verb and "shall" in skeleton:
            kept, seen_main = "V", True
        elif word in FUNCTION:
            kept = word
        elif _verb_form(word, before):
            kept = stem(word)
        else:
            kept = "N"
        if kept != "N" or not skeleton or skeleton[-1] != "N":
            skeleton.append(kept)
        before = word
    content = frozenset(stem(w) for w in said if w not in FUNCTION and not w[0].isdigit())
    return Reduced(stem(verb), tuple(skeleton), content)


def _verb_form(word: str, before: str) -> bool:
    if word[0].isdigit():
        return False
    return (
        before in MODAL
        or (word.endswith("ly") and len(word) > 4)
        or (word.endswith("ed") and len(word) > 4 and before not in DETERMINER)
        or (word.endswith("ing") and len(word) > 5 and before in OPENS_GERUND)
    )


def alike(one: Reduced, two: Reduced) -> str:
    """Why two requirements are too much alike; empty when they are not."""
    union = one.content | two.content
    shared = len(one.content & two.content) / len(union) if union else 1.0
    if shared >= SHARED_CONTENT:
        return f"{shared:.0%} of the content words are shared"
    same = one.verb == two.verb
    if not same and min(len(one.skeleton), len(two.skeleton)) < 10:
        return ""
    limit = SAME_VERB if same else OTHER_VERB
    matcher = SequenceMatcher(None, one.skeleton, two.skeleton, autojunk=False)
    if matcher.real_quick_ratio() < limit or matcher.quick_ratio() < limit:
        return ""
    ratio = max(
        matcher.ratio(), SequenceMatcher(None, two.skeleton, one.skeleton, autojunk=False).ratio()
    )
    return f"the skeletons agree to {ratio:.2f}" if ratio >= limit else ""
