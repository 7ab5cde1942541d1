"""A ballot said in plain words: ``C1=40 C2=60``, ``C1 > C2 = C3``, ``C1/C2=3``."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping, Sequence
from typing import Final

from pydantic import ValidationError

from ossbuy.model import balloting
from ossbuy.model.events import Refused
from ossbuy.model.project import Project
from ossbuy.model.weighing import METHODS, Ballot, Judgement
from ossbuy.model.words import sentence

SHORT: Final[Mapping[str, str]] = {"ranking": "rank-order-centroid", "roc": "rank-order-centroid"}
"""Other words for a method."""
HOW: Final[Mapping[str, str]] = {
    "points": "{a}=40 {b}=60",
    "swing": "{a}=100 {b}=60",
    "rank-order-centroid": '"{a} > {b}", with = between equals',
    "rank-sum": '"{a} > {b}", with = between equals',
    "ahp": "{a}/{b}=3, where {a} counts three times {b}, or {a}/{b}=1/3",
    "best-worst": "best={a} worst={b} {a}/{b}=3, then {a} against each and each against {b}",
}
"""How each method is said, with two children for an example."""


def method_named(word: str) -> str:
    """The method a person calls ``word``.

    Raises:
        Refused: there is no such method.
    """
    method = SHORT.get(word.strip().casefold(), word.strip().casefold())
    if method not in METHODS:
        raise Refused(f"There is no method {word!r}: choose one of {', '.join(METHODS)}.")
    return method


def read_ballot(
    project: Project, node: str, method: str, words: Sequence[str], comment: str = ""
) -> Ballot:
    """The ballot that somebody's words say about the children of a node.

    Raises:
        Refused: a word is not understood, names something else, or is said twice; with an example.
    """
    things = balloting.weighable(project, node)
    labels = [project.label(child) for child in things]
    reader = _Words(things, labels, HOW[method].format(a=labels[0], b=labels[1]))
    if not "".join(words).strip():
        raise Refused(f"Nothing is weighed yet: weigh {reader.known}, like this: {reader.example}.")
    try:
        return Ballot.model_validate(
            {"method": method, "comment": comment} | _READERS[method](reader, words)
        )
    except ValidationError as error:
        raise Refused(sentence(error, "The ballot")) from None


class _Words:
    """Reads words about known children."""

    def __init__(self, things: Sequence[str], labels: Sequence[str], example: str) -> None:
        self.codes = {label.casefold(): t for label, t in zip(labels, things, strict=True)}
        self.labels = dict(zip(things, labels, strict=True))
        self.example = example
        shown = [*labels[:12], *(["…"] if len(labels) > 12 else [])]
        self.known = ", ".join(shown)

    def child(self, code: str) -> str:
        found = self.codes.get(code.strip().casefold())
        if found is None:
            raise Refused(f"{code.strip()!r} is not weighed here: say one of {self.known}.")
        return found

    def unread(self, word: str) -> Refused:
        return Refused(f"{word!r} is not understood here: say it like {self.example}.")

    def number(self, text: str, word: str) -> float:
        """A number with a point or a comma for decimals, or a fraction such as 1/3."""
        top, _, bottom = text.partition("/")
        try:
            value = _plain(top) / (_plain(bottom) if bottom else 1.0)
        except (ValueError, ZeroDivisionError):
            raise self.unread(word) from None
        if not math.isfinite(value) or value < 0:
            raise Refused(f"{word!r}: the number must be 0 or more, such as 12.")
        return value

    def points(self, words: Sequence[str]) -> dict[str, object]:
        points: dict[str, float] = {}
        for word in _split(words):
            code, equals, text = word.rpartition("=")
            if not equals:
                raise self.unread(word)
            child = self.child(code)
            if child in points:
                raise Refused(f"{code} is said twice: say it once.")
            points[child] = self.number(text, word)
        return {"points": points}

    def ranking(self, words: Sequence[str]) -> dict[str, object]:
        said = " ".join(words)
        places = [part.split("=") for part in said.split(">")]
        if any(not code.strip() for together in places for code in together):
            raise self.unread(said)
        return {"ranking": tuple(tuple(self.child(c) for c in together) for together in places)}

    def pairs(self, words: Sequence[str]) -> dict[str, object]:
        found = [self._pair(word) for word in _split(words)]
        for i, (a, b, _) in enumerate(found):
            if any({a, b} == {c, d} for c, d, _ in found[:i]):
                pair = f"{self.labels[a]} against {self.labels[b]}"
                raise Refused(f"{pair} is said twice: say it once.")
        return {"pairs": tuple(found)}

    def best_worst(self, words: Sequence[str]) -> dict[str, object]:
        chosen: dict[str, str] = {}
        compared: list[Judgement] = []
        for word in _split(words):
            role, _, code = word.partition("=")
            if role.strip().casefold() in ("best", "worst") and "/" not in role:
                role = role.strip().casefold()
                if role in chosen:
                    raise Refused(f"The {role} is said twice: say it once.")
                chosen[role] = self.child(code)
            else:
                compared.append(self._pair(word))
        best, worst = chosen.get("best", ""), chosen.get("worst", "")
        outward: dict[str, float] = {}
        inward: dict[str, float] = {}
        for pair in compared:
            a, b, ratio = pair
            if b == best or a == worst:
                a, b, ratio = b, a, 1 / ratio
            if a == best:
                outward[b] = ratio
            elif b == worst:
                inward[a] = ratio
            else:
                raise Refused(
                    "The best-worst method compares the best with each and each with the worst, "
                    f"nothing else: say it like {self.example}."
                )
        return {
            "best": best,
            "worst": worst,
            "best_to_others": outward,
            "others_to_worst": inward,
        }

    def _pair(self, word: str) -> Judgement:
        code, equals, text = word.partition("=")
        # A code may itself hold a slash: the cut is where both sides are known.
        cuts = [m.start() for m in re.finditer("/", code)]
        for cut in cuts:
            one, other = code[:cut].strip().casefold(), code[cut + 1 :].strip().casefold()
            if equals and one in self.codes and other in self.codes:
                ratio = self.number(text, word)
                if ratio <= 0:
                    raise Refused(f"{word!r}: a comparison is a number above 0, such as 3 or 1/3.")
                return self.codes[one], self.codes[other], ratio
        if equals and len(cuts) == 1:
            self.child(code[: cuts[0]])
            self.child(code[cuts[0] + 1 :])
        raise self.unread(word)


def _plain(text: str) -> float:
    """A number with one decimal point or comma; nothing is guessed about several."""
    said = text.strip().removesuffix("%").strip()
    if re.fullmatch(r"\d+,\d{3}", said):
        # 1,000 may be a thousand or one: nobody weighs to three decimals, so nobody is guessed at.
        raise ValueError(said)
    return float(said.replace(",", ".") if said.count(",") == 1 and "." not in said else said)


def _split(words: Sequence[str]) -> list[str]:
    """One judgement each, whether they came apart, together in quotes, or with spaces around =."""
    if all(re.fullmatch(r"[^=]+=[^=]+", word.strip()) for word in words):
        return [word.strip() for word in words]
    joined = re.sub(r"\s*([=/])\s*", r"\1", " ".join(words))
    return [word for word in re.split(r"[\s;]+", joined) if word]


_READERS: Final[Mapping[str, Callable[[_Words, Sequence[str]], dict[str, object]]]] = {
    "points": _Words.points,
    "swing": _Words.points,
    "rank-order-centroid": _Words.ranking,
    "rank-sum": _Words.ranking,
    "ahp": _Words.pairs,
    "best-worst": _Words.best_worst,
}
