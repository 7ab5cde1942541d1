"""The rows of the tables of answers: which requirement each answers, and those that answer none."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import Final, TypeAlias

from ossbuy.exchange.intake.book import Sheet
from ossbuy.exchange.replies.columns import ANCHORS, ANSWERS, Known, Layout
from ossbuy.exchange.replies.items import Items, short
from ossbuy.exchange.replies.matching import by_likeness, match
from ossbuy.exchange.replies.reply import Answer, Request
from ossbuy.exchange.replies.taking import Taker, shown
from ossbuy.exchange.replies.words import squeezed

MOST_LIKENESSES: Final = 2_000
"""Rows without key, id and known text that are compared with every requirement."""
Unmatched: TypeAlias = list[tuple[Layout, int, Sequence[str]]]


class Rows:
    """Reads the rows of all tables of one book."""

    def __init__(self, request: Request, there: Known, taker: Taker, items: Items) -> None:
        self.request, self.there, self.taker, self.items = request, there, taker, items
        self.answers: dict[str, Answer] = {}
        self.order: list[str] = []
        self.count = 0
        """Rows with content."""

    def table(self, layout: Layout, sheet: Sheet) -> Unmatched:
        """Read the rows of a table; those nothing told are given back."""
        roles, there, items = layout.roles, self.there, self.items
        key_at, id_at, text_at = (roles.get(role, -1) for role in ANCHORS)
        header = tuple(layout.names) if layout.header >= 0 else ()
        unmatched: Unmatched = []
        for number in range(layout.first, len(sheet.rows)):
            row = sheet.rows[number]
            width = len(row)
            key = row[key_at] if 0 <= key_at < width else ""
            ident = row[id_at] if 0 <= id_at < width else ""
            text = row[text_at] if 0 <= text_at < width else ""
            if not (key or ident or text):
                if any(row):
                    self.count += 1
                    self._extra(layout, number, row)
                continue
            self.count += 1
            found = match(key, ident, text, there)
            if found is None:
                if header and row[:width] == header[:width]:
                    items.row("extra", layout.sheet, number + 1, "the header stands there again.")
                else:
                    unmatched.append((layout, number, row))
                continue
            if found.odd:
                items.row(
                    "matched",
                    layout.sheet,
                    number + 1,
                    f"{self._code(found.requirement)}: {found.odd}.",
                    found.requirement,
                )
            self._row(layout, number, row, found.requirement, text)
        return unmatched

    def alike(self, unmatched: Unmatched) -> None:
        """Rows nothing else told, by the likeness of their texts."""
        texts = [
            row[layout.roles["requirement"]]
            if "requirement" in layout.roles and layout.roles["requirement"] < len(row)
            else ""
            for layout, _, row in unmatched
        ]
        free = [ident for ident in self.request.asked if ident not in self.answers]
        asked = {ident: self.request.asked[ident].text for ident in free}
        alike = by_likeness(texts[:MOST_LIKENESSES], free, asked)
        for at, (layout, number, row) in enumerate(unmatched):
            if at in alike:
                requirement, value = alike[at]
                self.items.row(
                    "matched",
                    layout.sheet,
                    number + 1,
                    f"{self._code(requirement)}: found by its text alone, {value:.0f} % alike.",
                    requirement,
                )
                self._row(layout, number, row, requirement, texts[at])
            else:
                self._extra(layout, number, row)

    @cached_property
    def _headings(self) -> frozenset[str]:
        """The headings of what went out: a vendor who keeps them adds nothing."""
        sections = {asked.section for asked in self.request.asked.values() if asked.section}
        said = [(" ".join(s), " ".join(reversed(s)), *s) for s in sections]
        return frozenset(squeezed(words) for each in said for words in each if words.strip())

    def _extra(self, layout: Layout, number: int, row: Sequence[str]) -> None:
        said = " | ".join(cell for cell in row if cell)
        answered = any(
            column < len(row) and row[column]
            for role in ANSWERS
            if (column := layout.roles.get(role, -1)) >= 0
        )
        if not answered and squeezed(" ".join(cell for cell in row if cell)) in self._headings:
            return
        ident = layout.roles.get("id", -1)
        code = row[ident] if 0 <= ident < len(row) else ""
        what = (
            f"{short(code)} was not asked and is kept aside."
            if code
            else (
                "an answer to nothing that was asked; it is kept aside."
                if answered
                else "a row that is no answer; it is kept aside."
            )
        )
        self.items.row("extra", layout.sheet, number + 1, what, said=said)

    def _row(
        self, layout: Layout, number: int, row: Sequence[str], requirement: str, text: str
    ) -> None:
        """Take the answer of one row."""
        now = self.request.asked.get(requirement)
        if now is None:
            self.items.row(
                "withdrawn",
                layout.sheet,
                number + 1,
                f"{self._code(requirement)} is asked no longer; its answer is kept aside.",
                said=" | ".join(cell for cell in row if cell),
            )
            return
        if text and text != now.text and not self._once_asked(requirement, text):
            self.items.cell(
                "edited",
                layout.sheet,
                number + 1,
                layout.roles["requirement"] + 1,
                f"the text of {now.code} differs from what was asked.",
                requirement,
                text,
            )
        answer = self.taker.take(layout, number, row, requirement)
        first = self.answers.get(requirement)
        if first is None:
            self.answers[requirement] = answer
            self.order.append(requirement)
            return
        self._twice(layout, number, requirement, first, answer)

    def _once_asked(self, requirement: str, text: str) -> bool:
        """Whether the text is word by word what is or was asked."""
        said = squeezed(text)
        return said == self.there.all_texts[requirement] or any(
            squeezed(version.asked[requirement][1]) == said
            for version in self.request.versions
            if requirement in version.asked
        )

    def _twice(
        self, layout: Layout, number: int, requirement: str, first: Answer, second: Answer
    ) -> None:
        code = self._code(requirement)
        said = shown(second)
        if shown(first) == said:
            what = f"{code} stands there twice with the same answer."
        elif not said:
            what = f"{code} stands there twice; this row says nothing."
        elif not shown(first):
            what = f"{code} stands there twice; the row that is answered counts."
            self.answers[requirement] = second
        else:
            what = f"{code} is answered twice; the first answer counts."
        self.items.row("duplicate", layout.sheet, number + 1, what, requirement, said)

    def _code(self, requirement: str) -> str:
        now = self.request.asked.get(requirement)
        if now is not None:
            return now.code
        for version in reversed(self.request.versions):
            if requirement in version.asked:
                return version.asked[requirement][0]
        return requirement
