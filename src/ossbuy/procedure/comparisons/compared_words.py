"""The answer to a comparison in a director's words, for the command line and the screen alike."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ossbuy.analysis.robustness.cockpit import NotAvailable
from ossbuy.exchange.comparisons import Comparison
from ossbuy.exchange.comparisons.comparison import LOW
from ossbuy.procedure.comparisons.compared import Answer, ScoreFlip, WeightFlip


def ranked(found: Answer) -> list[tuple[list[str], str, float | None]]:
    """Per vendor: (rank, name, total, quality), price points, cost."""
    rows = []
    for s in found.evaluation.standings:
        total = f"{s.total:.1f}" if s.total is not None else _range(s.total_low, s.total_high)
        quality = (
            f"{s.quality:.1f}" if s.quality is not None else _range(s.quality_low, s.quality_high)
        )
        rank = str(s.rank) if s.rank else f"{s.rank_best}–{s.rank_worst}"
        points = "–" if s.price_score is None else f"{s.price_score:.1f}"
        rows.append(([rank, s.label, total, quality], points, s.cost))
    return rows


def _range(low: float, high: float) -> str:
    return f"{low:.1f}–{high:.1f}"


def answer_words(found: Answer, few: int) -> list[tuple[str, str]]:
    """The answer as (label, text), the decision first; at most ``few`` of what there is many of."""
    said: list[tuple[str, str]] = [("Result", _result(found))]
    if agrees := found.sheet_agrees():
        said.append(("Your sheet", agrees))
    if gates := failed(found):
        said.append(("Pass/fail", gates))
    said.append(("Verdict", found.verdict()))
    if p_star := found.p_star():
        said.append(("Weights p*", p_star))
    if not isinstance(found.firm, NotAvailable):
        none = "No single {} changes the winner."
        weights = _grouped(found.weights, few, "leads once", none.format("weight"))
        scores = _grouped(found.scores, few, "draws level if", none.format("score"))
        said += [("One weight", weights), ("One score", scores)]
    said += understood_words(found.comparison, few)
    cannot = found.cannot_know
    if cannot:
        parts = [f"{f.where}: {f.what}" for f in cannot]
        said.append(("Not known", parts[0]))
        said += [("", part) for part in parts[1:]]
    return said


def understood_words(said: Comparison, few: int) -> list[tuple[str, str]]:
    """What was understood of the sheet, assumed, and left out."""
    lines = [("Read as", f"{counted(said)}; {said.layout}.")]
    if said.remarks:
        shown = [r.sentence() for r in said.remarks[:few]]
        more = len(said.remarks) - len(shown)
        lines.append(("Note", _joined(shown) + (f" And {more} more (--json)." if more else "")))
    if said.skipped:
        shown = [f"{r.where}: {r.what}" for r in said.skipped[:few]]
        more = len(said.skipped) - len(shown)
        lines.append(
            ("Left out", "; ".join(shown) + (f"; {more} more (--json)" if more else "") + ".")
        )
    return lines


def counted(said: Comparison) -> str:
    """How many criteria, headings and vendors, on what scale, at what price."""
    parts = f" under {len(said.parts)} headings" if len(said.parts) > 1 else ""
    text = f"{len(said.criteria)} criteria{parts}, {len(said.vendors)} vendors, {scale(said)}"
    if said.price_share:
        text += f", price {100 * said.price_share:.3g} %"
    if said.gates:
        text += f", {len(said.gates)} pass or fail"
    if said.blanks:
        text += f", {said.blanks} cell{'s' if said.blanks > 1 else ''} blank: unscored, never 0"
    return text


def scale(said: Comparison) -> str:
    """The scale in words; every grade in words with what it was taken as."""
    if said.scale.words:
        grades = ", ".join(f"{word} = {100 * share:.0f} %" for word, share in said.scale.words[:8])
        return f"{said.scale.name} ({grades})"
    if said.criteria and all(c.top is not None for c in said.criteria):
        return "points up to the most of each row"
    best = f" ({said.scale.bottom:g} is best)" if said.scale.best == LOW else ""
    return f"scores {said.scale.name}{best}"


def scale_said(text: str, what: str) -> tuple[float, float]:
    """``0-10`` as its ends. ValueError with a sentence when it is none."""
    found = re.fullmatch(r"\s*(\d+(?:\.\d+)?)\s*(?:-|–|to|:)\s*(\d+(?:\.\d+)?)\s*", text)
    if found is None or float(found[1]) >= float(found[2]):
        raise ValueError(f"{what} is {text[:40]!r}: write its ends, smaller first, such as 0-10.")
    return float(found[1]), float(found[2])


def currency_said(text: str, what: str) -> str:
    """A currency's code. ValueError with a sentence when it is none."""
    code = text.strip().upper()
    if code and not re.fullmatch(r"[A-Z]{3}", code):
        raise ValueError(f"{what} is {code[:20]!r}: write a code of three letters such as EUR.")
    return code


def _result(found: Answer) -> str:
    text = found.evaluation.sentence()
    if (margin := found.evaluation.margin) is not None and margin >= 0.05:
        text = text.removesuffix(" points.") + " points of 100."
    return text


def _joined(sentences: list[str]) -> str:
    return " ".join(s if s.endswith((".", "…")) else s + "." for s in sentences)


def _grouped(flips: Sequence[WeightFlip | ScoreFlip], few: int, verb: str, none: str) -> str:
    """The nearest flips, those of one vendor in one sentence."""
    by_vendor: dict[str, list[str]] = {}
    for flip in flips[:few]:
        by_vendor.setdefault(flip.leads, []).append(flip.clause())
    return " ".join(f"{who} {verb} {', or '.join(c)}." for who, c in by_vendor.items()) or none


def failed(found: Answer) -> str:
    """Who fails or has not shown what is pass or fail, and is ranked all the same."""
    titles = found.evaluation.matrix.titles
    said = []
    for s in found.evaluation.contenders:
        if s.gates_failed:
            gates = ", ".join(titles[g] for g in s.gates_failed)
            said.append(f"{s.label} fails {gates} and is ranked all the same.")
        if s.gates_not_shown:
            gates = ", ".join(titles[g] for g in s.gates_not_shown)
            said.append(f"{s.label} has not shown {gates}.")
    if found.without_failing:
        said.append(f"Without those that fail: {found.without_failing}")
    return " ".join(said)
