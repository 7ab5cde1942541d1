"""Which columns are a vendor's: its score, its comment, its weighted score, its evaluators'."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from ossbuy.exchange.comparisons.cells import (
    GRADE,
    NUMBER,
    OPEN,
    TEXT,
    looks_like_money,
    read_cell,
)
from ossbuy.exchange.comparisons.comparison import Corrections
from ossbuy.exchange.comparisons.grid import Grid
from ossbuy.exchange.comparisons.words import Words, plain

SUB_ROLES = frozenset({"score", "weighted", "comment", "average", "total", "weight", "rank", "max"})
"""What may stand under a vendor's name."""
NOT_VENDORS = frozenset(
    {"weight", "section weight", "max", "id", "total", "rank", "average", "priority", "section"}
    | {"aside", "criterion", "comment", "weighted"}
)


@dataclass(frozen=True, slots=True)
class Group:
    """The columns of one vendor."""

    name: str
    score: int
    weighted: int = 0
    comment: int = 0
    judges: tuple[tuple[str, int], ...] = ()
    """Evaluators' names and the columns of their scores, where each has one."""

    @property
    def columns(self) -> tuple[int, ...]:
        """All of its columns."""
        judges = (column for _, column in self.judges)
        return tuple(c for c in (self.score, self.weighted, self.comment, *judges) if c)


class VendorColumns:
    """The cells of a grid, read once, and the vendors' columns under any row of headings."""

    def __init__(self, grid: Grid, words: Words, corrections: Corrections) -> None:
        self.grid, self.words, self.told = grid, words, corrections
        grades = words.grades | {word for word, _ in corrections.grades}
        height, width = grid.height, grid.width
        self.kinds = [
            [read_cell(grid.cell(r, c), words, grades).kind for c in range(1, width + 1)]
            for r in range(1, height + 1)
        ]
        # How many cells of each kind stand below each row, column by column.
        zero = [(0, 0, 0)] * width
        self.below = [zero] * (height + 1)
        for r in range(height - 1, -1, -1):
            self.below[r] = [
                (
                    graded + (kind in (NUMBER, GRADE) or self._money(r, c, kind)),
                    opened + (kind == OPEN),
                    texts + (kind == TEXT and not self._money(r, c, kind)),
                )
                for c, ((graded, opened, texts), kind) in enumerate(
                    zip(self.below[r + 1], self.kinds[r], strict=True)
                )
            ]

    def _money(self, row: int, column: int, kind: str) -> bool:
        return kind == TEXT and looks_like_money(self.grid.cell(row + 1, column + 1))

    def _names_above(self, header: int, heads: dict[int, str]) -> dict[int, str]:
        """Vendors' names in the row above headings that repeat under each; empty where none do."""
        repeated = Counter(
            plain(text) for text in heads.values() if text and not self._marked(text)
        )
        again = {text for text, count in repeated.items() if count > 1}
        if header < 2 or not again:
            return {}
        names: dict[int, str] = {}
        current = ""
        for column in sorted(heads):
            over = self.grid.cell(header - 1, column)
            if over:
                current = over
            if current and heads[column] and plain(heads[column]) in again | {""}:
                names[column] = current
            elif over and not heads[column]:
                names[column] = over
            elif current and heads[column] and self.words.role(heads[column])[0] in SUB_ROLES:
                names[column] = current
            elif heads[column] and not over:
                current = ""
        distinct = {plain(n) for c, n in names.items() if heads[c]}
        return names if len(distinct) > 1 else {}

    def _groups(
        self,
        header: int,
        heads: dict[int, str],
        roles: dict[int, tuple[str, str]],
        above: dict[int, str],
    ) -> tuple[Group, ...]:
        told = self._told_vendors(header, heads)
        found: dict[str, dict[str, int]] = {}
        shown: dict[str, str] = {}
        previous = ""
        again = Counter(plain(heads[c]) for c in above if heads[c] and not roles[c][0])
        followers = Counter(
            role
            for c, (role, left) in roles.items()
            if role in ("comment", "weighted") and not left
        )
        for column in sorted(heads):
            text = heads[column]
            role, left = roles.get(column, ("", ""))
            if above:
                name = above.get(column, "") if text else ""
                kind = role or "score"
                if name and not role and again[plain(text)] > 1:
                    kind = f"by {text}"
            elif told:
                name = text if column in told else ""
                kind = "score"
                if not name and role in ("comment", "weighted", "total") and previous:
                    name, kind = (left or previous), role
            elif not role:
                name, kind = left, "score"
            elif left and role in ("score", "weighted", "comment", "total", "average"):
                name, kind = left, role
            elif role in ("comment", "weighted") and previous and followers[role] > 1:
                name, kind = previous, role
            else:
                name, kind = "", ""
            if not name or self._marked(name) or (text and not role and self._marked(text)):
                continue
            if above and role in NOT_VENDORS and role not in ("comment", "weighted", "total"):
                if role != "average":
                    continue
                kind = "average"
            who = plain(name)
            scored = kind in ("score", "average") or kind.startswith("by ")
            if scored and not self._gradeable(header, column, told):
                continue
            if kind in ("total",):
                kind = "weighted"
            if told and kind == "score" and column not in told:
                continue
            place = found.setdefault(who, {})
            shown.setdefault(who, name)
            if kind == "score" and self._numbers(header, column) > self._numbers(
                header, place.get("score", column)
            ):
                # Of "Compliance" and "Score" under one name, the numbers are what counts.
                place["score"] = column
            place.setdefault(kind, column)
            previous = name if kind == "score" else previous
        groups = []
        for who, place in found.items():
            judges = tuple((k[3:], c) for k, c in place.items() if k.startswith("by "))
            agreed = self._agreed(place.get("average", 0), header)
            if agreed or len(judges) < 2:
                # What the panel agreed counts; a lone column is simply the score.
                judges = ()
            by = next((c for k, c in place.items() if k.startswith("by ")), 0)
            score = by if judges else place.get("average") or place.get("score") or by
            if not score:
                continue
            # Under the evaluators' mean stands what is summed.
            summed = place.get("weighted", 0) or (place.get("average", 0) if judges else 0)
            beside = (summed, place.get("comment", 0))
            groups.append(Group(shown[who], score, *beside, judges))
        if told:
            groups = [g for g in groups if g.score in told]
        return tuple(groups)

    def _agreed(self, column: int, header: int) -> bool:
        """Whether a column beside evaluators' own is what they agreed, and not their mean."""
        return bool(column and self.words.consensus.search(self.grid.cell(header, column)))

    def _alone(self, header: int, roles: dict[int, tuple[str, str]]) -> tuple[Group, ...]:
        """The scores of a sheet that is one vendor's, named by the sheet; empty if it is none."""
        scores = [
            c
            for c, (role, _) in roles.items()
            if role == "score" and self._gradeable(header, c, frozenset())
        ]
        if len(scores) != 1:
            return ()
        beside = {role: c for c, (role, _) in reversed(roles.items()) if c > scores[0]}
        weighted = beside.get("weighted", 0) or beside.get("total", 0)
        name = self.grid.sheet.name
        return (Group(name, scores[0], weighted, beside.get("comment", 0)),)

    def _numbers(self, header: int, column: int) -> int:
        return sum(row[column - 1] == NUMBER for row in self.kinds[header:])

    def _marked(self, text: str) -> bool:
        """Whether a text is a mark or a number, which no heading and no vendor is."""
        said = read_cell(text, self.words, self.words.grades)
        return said.kind != TEXT or looks_like_money(text)

    def _told_vendors(self, header: int, heads: dict[int, str]) -> frozenset[int]:
        said = self.told.vendors
        if not said:
            return frozenset()
        names = {plain(part) for part in said.split(",")}
        by_name = {c for c, text in heads.items() if plain(text) in names}
        if by_name:
            return frozenset(by_name)
        return frozenset(self.grid.named_all(said, "--vendors"))

    def _gradeable(self, header: int, column: int, told: frozenset[int]) -> bool:
        graded, opened, texts = self.below[header][column - 1]
        if column in told:
            return True
        return graded > 0 and graded >= texts and graded + opened >= 1
