"""Where in a sheet the answers stand, and what each of its columns is.

The columns of keys, ids and requirement texts are told by what stands in them, because what was
asked is known; the columns of answers by their names, exact, contained or nearly so, and where the
header is gone by the words in them. A person's mapping of a column wins over all of it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from ossbuy.exchange.intake.book import Sheet
from ossbuy.exchange.replies.reply import Request
from ossbuy.exchange.replies.roles import role_of
from ossbuy.exchange.replies.words import FACTS, Meaning, Words, folded, squeezed

ANCHORS: Final = ("key", "id", "requirement")
ANSWERS: Final = (*FACTS, "available", "reference", "comment")
DEEPEST_HEADER: Final = 60
"""Rows among which the header is looked for."""
SAMPLE: Final = 80
"""Rows by which a column is judged."""
MOSTLY: Final = 0.5
"""Share of a column's cells that must be known for the column to be told by them."""


@dataclass(slots=True)
class Layout:
    """One sheet's table of answers. Columns and rows count from 0 here."""

    sheet: int
    header: int
    """Row of the header; -1 where there is none."""
    first: int
    """Row of the first answer."""
    roles: dict[str, int]
    """Column by role."""
    names: list[str]
    """What the columns are called, as written."""
    ticks: dict[int, Meaning] = field(default_factory=dict)
    """What a tick in a column says."""
    again: dict[int, str] = field(default_factory=dict)
    """Columns that have the role of another one: they are not read as answers."""
    told: dict[str, str] = field(default_factory=dict)
    """By role, how the column was told where its name is not ossbuy's own: a sentence's end."""

    @property
    def others(self) -> list[int]:
        """Named columns that are read as nothing."""
        used = {*self.roles.values(), *self.ticks}
        return [i for i, name in enumerate(self.names) if name and i not in used]


@dataclass(frozen=True, slots=True)
class Known:
    """What stands in the columns that ossbuy itself filled, for looking up."""

    keys: Mapping[str, str]
    """Internal id by itself in lower case."""
    ids: Mapping[str, str]
    """Internal id by visible id in lower case."""
    texts: Mapping[str, str]
    """Internal id by text, as it is and squeezed; the first of several equal texts."""
    all_texts: Mapping[str, str]
    """Text, squeezed, by internal id, as it is asked now."""


def known(request: Request) -> Known:
    """Everything ever asked, by key, id and text; what is asked now comes first."""
    keys: dict[str, str] = {}
    ids: dict[str, str] = {}
    texts: dict[str, str] = {}
    all_texts: dict[str, str] = {}
    for ident, asked in request.asked.items():
        all_texts[ident] = squeezed(asked.text)
        keys[ident.casefold()] = ident
        ids.setdefault(asked.code.casefold(), ident)
        texts.setdefault(asked.text, ident)
        texts.setdefault(all_texts[ident], ident)
    for version in reversed(request.versions):
        for ident, (code, text) in version.asked.items():
            keys.setdefault(ident.casefold(), ident)
            ids.setdefault(code.casefold(), ident)
            texts.setdefault(text, ident)
            texts.setdefault(squeezed(text), ident)
    texts.pop("", None)
    return Known(keys, ids, texts, all_texts)


def find_layout(
    number: int, sheet: Sheet, there: Known, words: Words, settled: Mapping[str, str]
) -> Layout | None:
    """The table of answers in a sheet, or None where there is none.

    Args:
        number: position of the sheet in its book.
        sheet: what to look at.
        there: what was asked.
        words: names of columns and words of answers.
        settled: role by name of a column, as a person said.
    """
    rows = sheet.rows
    best: Layout | None = None
    most = 1
    for at, row in enumerate(rows[:DEEPEST_HEADER]):
        if sum(1 for cell in row if cell) < 2 or any(len(cell) > 200 for cell in row):
            continue
        layout = _named(number, at, rows, words, settled)
        score = len(layout.roles) + bool(layout.ticks)
        if score > most:
            best, most = layout, score
            if score >= len(ANSWERS) + 2:
                break
    if best is None:
        filled = next((i for i, row in enumerate(rows) if any(row)), None)
        if filled is None:
            return None
        best = Layout(number, -1, filled, {}, [])
    _by_content(best, rows, there, words)
    if not any(role in best.roles for role in ANCHORS):
        return None
    if not best.ticks and not any(role in best.roles for role in ANSWERS):
        return None
    return best


def _named(
    number: int,
    at: int,
    rows: Sequence[Sequence[str]],
    words: Words,
    settled: Mapping[str, str],
) -> Layout:
    """The layout if this row is the header, told by the names in it and, merged, below it."""
    row = rows[at]
    below = rows[at + 1] if at + 1 < len(rows) else ()
    layout = Layout(number, at, at + 1, {}, list(row))
    quality: dict[str, int] = {}
    for column, name in enumerate(row):
        if not name:
            continue
        said = settled.get(folded(name))
        role, how = (said, 4) if said is not None else role_of(name, words)
        if not role or (how < 3 and len(name) > 80):
            continue
        if quality.get(role, 0) >= how:
            layout.again[column] = role
            continue
        if role in layout.roles:
            layout.again[layout.roles[role]] = role
        quality[role] = how
        layout.roles[role] = column
    taken = set(layout.roles.values())
    # "Fully compliant" is a level's name and holds the name of the column of levels.
    taken -= {layout.roles.get("level", -1)}
    ticks = _ticks(row, taken, words)
    if len(ticks) < 2:
        under = _ticks(below, taken, words)
        anchored = any(
            layout.roles[role] < len(below) and below[layout.roles[role]]
            for role in ANCHORS
            if role in layout.roles
        )
        if len(under) >= 2 and not anchored:
            ticks = under
            layout.first = at + 2
            layout.names += [""] * (len(below) - len(row))
            for column in under:
                layout.names[column] = below[column]
    if len(ticks) >= 2:
        layout.ticks = ticks
        if layout.roles.get("level") in ticks or "level" in layout.again.values():
            layout.roles.pop("level", None)
        for column in ticks:
            layout.again.pop(column, None)
    return layout


def _ticks(row: Sequence[str], taken: set[int], words: Words) -> dict[int, Meaning]:
    """Columns named by a level (Yes, In part, No, N/A), in which an answer is a tick."""
    found: dict[int, Meaning] = {}
    for column, name in enumerate(row):
        if name and column not in taken and len(name) <= 40:
            meaning = words.always["level"].get(folded(name))
            if meaning and meaning not in found.values():
                found[column] = meaning
    return found if len({m.level for m in found.values()}) >= 2 else {}


class _Shares:
    """Of each column, the share of its cells that a table knows; counted when asked for."""

    def __init__(
        self,
        cells: Sequence[Sequence[str]],
        table: Mapping[str, str],
        fold: Callable[[str], str],
    ) -> None:
        self._cells, self._table, self._fold = cells, table, fold
        self._found: dict[int, float] = {}

    def __getitem__(self, column: int) -> float:
        if column not in self._found:
            cells = self._cells[column] if column < len(self._cells) else ()
            hits = sum(cell in self._table or self._fold(cell) in self._table for cell in cells)
            self._found[column] = hits / len(cells) if cells else 0.0
        return self._found[column]


def _by_content(layout: Layout, rows: Sequence[Sequence[str]], there: Known, words: Words) -> None:
    """Settle the columns of keys, ids and texts, and answers without a header, by their cells."""
    sample = [row for row in rows[layout.first : layout.first + SAMPLE] if row]
    width = max((len(row) for row in sample), default=0)
    layout.names += [""] * (width - len(layout.names))
    cells = [[row[c] for row in sample if c < len(row) and row[c]] for c in range(width)]
    for role, table, fold in (
        ("key", there.keys, str.casefold),
        ("id", there.ids, str.casefold),
        ("requirement", there.texts, squeezed),
    ):
        shares = _Shares(cells, table, fold)
        now = layout.roles.get(role)
        if now is not None and shares[now] >= MOSTLY:
            continue
        likely = max(range(width), key=lambda c: (shares[c], -c), default=None)
        if likely is None or shares[likely] < MOSTLY:
            continue
        if now is not None:
            layout.again[now] = role
        for other, column in list(layout.roles.items()):
            if column == likely:
                del layout.roles[other]
        layout.again.pop(likely, None)
        layout.roles[role] = likely
        if layout.header >= 0:
            layout.told[role] = "told by what stands in it"
    used = {*layout.roles.values(), *layout.ticks}
    if layout.header >= 0 and (layout.ticks or "level" in layout.roles):
        return
    known = set(words.always["level"])
    for scale in words.scales:
        if scale.fact == "level" and not scale.assumed:
            known |= set(scale.words)
    for fact in FACTS if layout.header < 0 else ("level",):
        if fact in layout.roles or (fact == "level" and layout.ticks):
            continue
        for column in range(width):
            if column in used or len(cells[column]) < 2:
                continue
            codes = known if fact == "level" else set(words.always[fact])
            coded = sum(folded(cell) in codes for cell in cells[column])
            if coded / len(cells[column]) > MOSTLY:
                layout.roles[fact] = column
                layout.told[fact] = "told by the words in it"
                used.add(column)
                break
    if layout.header < 0 and "comment" not in layout.roles:
        free = [c for c in range(width) if c not in used and cells[c]]
        if free:
            longest = max(free, key=lambda c: sum(map(len, cells[c])) / len(cells[c]))
            layout.roles["comment"] = longest
            layout.told["comment"] = "told by the words in it"
