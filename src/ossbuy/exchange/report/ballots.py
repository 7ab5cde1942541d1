"""Stated weights by person: every closed vote, and what the group made of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ossbuy.exchange.report.places import BALLOTS
from ossbuy.exchange.report.sheet import Book, Sheet, block, ref
from ossbuy.exchange.report.style import PERCENT, POINTS

FIRST: int = 5
"""Column of the first person: after code, title, group, lowest and highest."""


@dataclass(frozen=True, slots=True)
class Voter:
    """One person's ballot and how it lies to the group's."""

    name: str
    power: float
    way: str
    """How the person weighed, with the consistency where there is one."""
    weights: tuple[float, ...]
    """In the order of the children; sums to 1."""
    left_out_moves: float | None
    """Share of the group's weight that moves without this person."""
    moved: float | None
    """Share of the person's own weight that moved since the round before."""
    chooses: str
    """Whom the person's own weights choose; empty while nothing is scored."""
    comment: str


@dataclass(frozen=True, slots=True)
class VotedRound:
    """The latest closed round of one node."""

    where: str
    round: str
    method: str
    """One of GROUP_METHODS."""
    full_method: str
    children: tuple[tuple[str, str], ...]
    """(code, title)."""
    group: tuple[float, ...]
    voters: tuple[Voter, ...]
    earlier: tuple[tuple[str, tuple[float, ...]], ...]
    """(round, the group's weights), oldest first."""
    sentences: tuple[str, ...]


def write(book: Book, voted: Sequence[VotedRound]) -> None:
    """Write the sheet."""
    most = max(len(r.voters) + len(r.earlier) for r in voted)
    sheet = book.sheet(
        BALLOTS,
        "Stated weights by person",
        "Every person weighed unseen; only closed rounds are shown. The group follows from the "
        "ballots beside it; a cell changed here changes nothing on other sheets.",
        (9, 34, 11, 10, 10, *(13.0 for _ in range(most))),
    )
    row = 3
    for one in voted:
        row = _round(sheet, one, row) + 2
    sheet.finish((0, 1), 2, (row, FIRST + most - 1))


def _round(sheet: Sheet, one: VotedRound, top: int) -> int:
    """One node; returns the last row used."""
    count = len(one.voters)
    last = FIRST + count - 1
    title = f"{one.where[:1].upper()}{one.where[1:]}, round {one.round}: {one.full_method}"
    sheet.texts(top, 0, (title, *[""] * last), "heading")
    row = top + 1
    for said in one.sentences:
        sheet.wide(row, 0, last, said)
        row += 1
    heads = ("", "", f"Group, round {one.round}", "Lowest", "Highest")
    sheet.texts(row, 0, (*heads, *(v.name for v in one.voters)), "head")
    sheet.texts(row, last + 1, [f"Group, round {r}" for r, _ in one.earlier], "head")
    powers = row + 1
    sheet.text(powers, 1, "voting power", "text")
    for i, voter in enumerate(one.voters):
        sheet.number(powers, FIRST + i, voter.power, POINTS, "input")
    first = powers + 1
    bottom = first + len(one.children) - 1
    for c, (code, name) in enumerate(one.children):
        r = first + c
        sheet.text(r, 0, code, "code")
        sheet.text(r, 1, name)
        cells = block(r, FIRST, r, last)
        given = [voter.weights[c] for voter in one.voters]
        _group(sheet, one, r, c, powers, first, bottom)
        sheet.formula(r, 3, f"=MIN({cells})", min(given), PERCENT)
        sheet.formula(r, 4, f"=MAX({cells})", max(given), PERCENT)
        for i, weight in enumerate(given):
            sheet.number(r, FIRST + i, weight, PERCENT, "input")
        for i, (_, weights) in enumerate(one.earlier):
            sheet.number(r, last + 1 + i, weights[c], PERCENT)
    return _beside(sheet, one, first, bottom)


def _group(
    sheet: Sheet, one: VotedRound, row: int, child: int, powers: int, first: int, bottom: int
) -> None:
    """The group's weight, live where a formula can say the method."""
    last = FIRST + len(one.voters) - 1
    cells, votes = block(row, FIRST, row, last), block(powers, FIRST, powers, last)
    value = one.group[child]
    positive = all(weight > 0 for voter in one.voters for weight in voter.weights)
    equal = len({voter.power for voter in one.voters}) == 1
    raw = last + len(one.earlier) + 2 + 1
    if one.method == "mean":
        formula = f"=SUMPRODUCT({votes},{cells})/SUM({votes})"
        sheet.formula(row, 2, formula, value, PERCENT, "key number")
        return
    if one.method == "geometric-mean" and positive:
        inner = f"=EXP(SUMPRODUCT({votes},LN({cells}))/SUM({votes}))"
    elif one.method == "median" and equal:
        inner = f"=MEDIAN({cells})"
    else:
        sheet.number(row, 2, value, PERCENT, "key number")
        return
    # Before it is brought to a sum of 1; a working, right of what is printed.
    sheet.formula(row, raw, inner, _raw(one, child), "0.0000", "working")
    whole = block(first, raw, bottom, raw)
    sheet.formula(row, 2, f"={ref(row, raw)}/SUM({whole})", value, PERCENT, "key number")


def _raw(one: VotedRound, child: int) -> float:
    """What the working column comes to."""
    from math import exp, log
    from statistics import median

    given = [voter.weights[child] for voter in one.voters]
    if one.method == "median":
        return median(given)
    total = sum(voter.power for voter in one.voters)
    logs = (v.power * log(w) for v, w in zip(one.voters, given, strict=True))
    return exp(sum(logs) / total)


def _beside(sheet: Sheet, one: VotedRound, first: int, bottom: int) -> int:
    """Below the weights: who is far from the group, who decides, whom each would choose."""
    group = block(first, 2, bottom, 2)
    row = bottom + 1
    sheet.text(row, 1, "points of weight from the group", "strong")
    for i, voter in enumerate(one.voters):
        cells = block(first, FIRST + i, bottom, FIRST + i)
        away = sum(abs(w - g) for w, g in zip(voter.weights, one.group, strict=True)) / 2
        sheet.formula(row, FIRST + i, f"=SUMPRODUCT(ABS({cells}-{group}))/2", away, PERCENT)
    rows: list[tuple[str, list[float | None] | list[str]]] = [
        ("without the person the group moves", [v.left_out_moves for v in one.voters])
    ]
    if one.earlier:
        rows.append((f"moved since round {one.earlier[-1][0]}", [v.moved for v in one.voters]))
    if any(v.chooses for v in one.voters):
        rows.append(("own weights alone choose", [v.chooses or "open" for v in one.voters]))
    rows.append(("weighed by", [v.way for v in one.voters]))
    if any(v.comment for v in one.voters):
        rows.append(("in their words", [v.comment for v in one.voters]))
    for name, values in rows:
        row += 1
        sheet.text(row, 1, name, "strong")
        for i, value in enumerate(values):
            if isinstance(value, str):
                sheet.text(row, FIRST + i, value, "text")
            else:
                sheet.number(row, FIRST + i, value, PERCENT)
    return row
