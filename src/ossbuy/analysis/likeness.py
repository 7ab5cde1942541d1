"""Which of many texts a text is most like, by the words they share and how rare those are.

Each text is the set of its stems; a stem weighs ln(1 + N/n) where n of N texts hold it (inverse
document frequency, Spärck Jones 1972); likeness is the cosine of two such vectors: 0 when no stem
is shared, 1 when all are. It knows nothing of meaning: it finds candidates for a person to judge
and says which words they share.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

_COMMON = """
    a about above after again against all almost already also although always am among an
    and another any anybody anyone anything anyway are as ask asks at away back bad be
    because become been before began begin begins being below between big both but by call
    can cannot come comes could day days did do does done down each early eight either else
    end ends enough even ever every everybody everyone everything few find first five for
    forty found four from get gets give go goes gone good got had half has have he her here
    high him his hold holds how hundred hundreds i if in into is it its just keep keeps kept
    know known knows last late later least less long look low made make makes many may me
    might month months more most much must my need needs neither never new next nine no
    nobody none nor not nothing now of off old on once one only onto or other others our out
    over own people per put right same sat say says see seen seven seventy shall she should
    since sit sits six sixty small so some somebody someone stand stands such take takes ten
    than that the their them then there these they thing things third this those thousand
    thousands three through time times to too true turn turns twelve twenty twice two under
    until up upon us use used user uses very was way we week weeks well went were what when
    where whether which while who whole whom whose why will with within without work works
    would wrong year years yes yet you your
    """
COMMON = frozenset(_COMMON.split())
"""Words that say nothing about the subject; English only."""

_ENDINGS = ("ations", "ation", "ings", "ing", "ies", "ied", "es", "ed", "s", "e")


@dataclass(frozen=True, slots=True)
class Likeness:
    """How like one text of a collection is to the text asked about."""

    index: int
    """Position in the collection."""
    value: float
    """0 to 1."""
    shared: tuple[str, ...]
    """Shared words as the asking text has them, those that weigh most first."""


@dataclass(frozen=True, slots=True)
class Collection:
    """Texts ready to be compared with others."""

    texts: tuple[frozenset[str], ...]
    """Stems of each text."""
    weight: dict[str, float]
    """Of each stem, greater than 0."""

    def like(self, text: str) -> tuple[Likeness, ...]:
        """Every text that shares a stem with this one, likest first, else in their order.

        Stems no text of the collection holds weigh as though one did, so a text about something
        else is not made like anything by the one word it shares.
        """
        said: dict[str, str] = {}
        for word in _words(text):
            said.setdefault(stem(word), word)
        rare = math.log1p(len(self.texts))
        own = {s: self.weight.get(s, rare) for s in said}
        length = math.sqrt(sum(w * w for w in own.values()))
        found = []
        for index, stems in enumerate(self.texts):
            shared = sorted(stems & own.keys(), key=lambda s: (-own[s], s))
            if shared:
                other = math.sqrt(sum(self.weight[s] ** 2 for s in stems))
                cosine = sum(own[s] ** 2 for s in shared) / (length * other)
                found.append(Likeness(index, cosine, tuple(said[s] for s in shared)))
        return tuple(sorted(found, key=lambda one: (-one.value, one.index)))


def collection(texts: Sequence[str]) -> Collection:
    """Make texts comparable; a text without a word that says something is like no other."""
    sets = tuple(frozenset(stem(word) for word in _words(text)) for text in texts)
    held = Counter(s for stems in sets for s in stems)
    return Collection(sets, {s: math.log1p(len(sets) / n) for s, n in held.items()})


def stem(word: str) -> str:
    """A word without its commonest English endings: *billing*, *billed* and *bills* are one."""
    bare = word
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            bare = word[: -len(ending)] + ("y" if ending in ("ies", "ied") else "")
            break
    return bare[:-1] if len(bare) > 3 and bare[-1] == bare[-2] else bare


def _words(text: str) -> list[str]:
    return [word for word in re.findall(r"[^\W\d_]{2,}", text.casefold()) if word not in COMMON]
