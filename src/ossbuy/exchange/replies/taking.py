"""One row's cells as an answer: what is coded is read, what is text is kept, nothing is guessed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final, TypeAlias

from ossbuy.exchange.replies.columns import Layout
from ossbuy.exchange.replies.comments import level_in
from ossbuy.exchange.replies.items import Items, short
from ossbuy.exchange.replies.reply import Answer, Asked, Request
from ossbuy.exchange.replies.scales import Column, Reading
from ossbuy.exchange.replies.words import FACTS, Words, folded

LENGTHS: Final[Mapping[str, int]] = {"available": 500, "reference": 20_000, "comment": 20_000}
RAW: Final = 500
"""Characters kept of a cell that was not taken as it stood."""
MOST_RAW: Final = 30
"""Such cells kept with one answer; a sheet may claim 16,000 columns of them."""
ECHOES: Final = ("section", "gate")
_Plan: TypeAlias = tuple[Sequence[tuple[str, int, Column]], Sequence[tuple[str, int, int]], int]
"""Coded columns with their readers, columns of text with their longest, and the owner's column."""


class Taker:
    """Takes answers from rows whose requirement is known."""

    def __init__(
        self, request: Request, words: Words, columns: Mapping[str, Column], items: Items
    ) -> None:
        self.request, self.words, self.columns, self.items = request, words, columns, items
        self._placeholders: dict[str, bool] = {}
        self._firsts = words.first_signs()
        self._plans: dict[int, _Plan] = {}

    def take(self, layout: Layout, number: int, row: Sequence[str], requirement: str) -> Answer:
        """The answer of one row, whose requirement is asked now.

        Args:
            layout: what the columns are.
            number: position of the row in its sheet, from 0.
            row: its cells.
            requirement: internal id.
        """
        width = len(row)
        answer = Answer(sheet=layout.sheet, row=number + 1)
        at = (layout.sheet, number + 1)
        asked = self.request.asked[requirement]
        plan = self._plans.get(id(layout))
        if plan is None:
            plan = self._plans[id(layout)] = self._plan(layout)
        coded, texts, owner = plan
        left_open = False
        for fact, column, reader in coded:
            said = row[column] if column < width else ""
            if not said:
                continue
            reading = reader.read(said)
            if not self._coded(fact, reading, said, answer):
                left_open |= self._unread(fact, (*at, column + 1), requirement, said, answer)
            elif reading.rest:
                self._more(fact, (*at, column + 1), requirement, said, reading)
        if layout.ticks:
            self._ticked(layout, at, row, requirement, answer)
        for name, column, most in texts:
            said = row[column] if column < width else ""
            if not said:
                continue
            if self._is_placeholder(said):
                what = f"{name} of {asked.code} is {short(said)}, which is no answer."
                self.items.cell("placeholder", *at, column + 1, what, requirement, said)
                continue
            if len(said) > most:
                what = f"{name} of {asked.code} is cut after {most} characters; "
                what += "read it in the file."
                self.items.cell("cut", *at, column + 1, what, requirement, said)
                said = said[:most]
            setattr(answer, name, said)
        if width > len(layout.roles) + len(layout.ticks):
            self._others(layout, row, answer)
        if self.request.versions:
            self._echoes(layout, at, row, requirement, asked)
        if answer.level == "unanswered" and "level" not in answer.raw:
            self._without_level(layout, at, requirement, answer, left_open)
        if 0 <= owner < width and row[owner]:
            answer.comment = f"Ownership: {row[owner]}\n{answer.comment}".strip()
            answer.comment = answer.comment[: LENGTHS["comment"]]
        return answer

    def _plan(self, layout: Layout) -> _Plan:
        """The columns that are read, looked up once for all rows of a table."""
        roles = layout.roles
        return (
            [(fact, roles[fact], self.columns[fact]) for fact in FACTS if fact in roles],
            [(name, roles[name], most) for name, most in LENGTHS.items() if name in roles],
            roles.get("ownership", -1),
        )

    @staticmethod
    def _coded(fact: str, reading: Reading, said: str, answer: Answer) -> bool:
        """Take what a coded cell says; False where it is not understood."""
        meaning = reading.meaning
        if meaning is None or (fact == "level" and meaning.level is None):
            return False
        if reading.why:
            answer.raw[fact] = said[:RAW]
        if meaning.level is not None and fact == "level":
            answer.level = meaning.level
        if meaning.delivery is not None and (fact == "delivery" or not answer.delivery):
            answer.delivery = meaning.delivery
        if meaning.evidence is not None and (fact == "evidence" or not answer.evidence):
            answer.evidence = meaning.evidence
        return True

    def _unread(
        self, fact: str, at: tuple[int, int, int], requirement: str, said: str, answer: Answer
    ) -> bool:
        """Say that a coded cell was not understood; True where it leaves the level open."""
        code = self.request.asked[requirement].code
        if self._is_placeholder(said):
            if fact != "level":
                answer.raw[fact] = said[:RAW]
            what = f"{fact} of {code} is {short(said)}, which is no answer."
            self.items.cell("placeholder", *at, what, requirement, said)
            return fact == "level"
        answer.raw[fact] = said[:RAW]
        reading = self.columns[fact].read(said)
        why = f"; {reading.why}" if reading.why else ""
        what = f"{fact} of {code} is {short(said)}, none of the words{why}."
        self.items.cell("unread", *at, what, requirement, said)
        return False

    def _more(
        self, fact: str, at: tuple[int, int, int], requirement: str, said: str, reading: Reading
    ) -> None:
        """Say that a cell holds more than its word."""
        if reading.meaning is None:
            return
        code = self.request.asked[requirement].code
        what = f"{fact} of {code} says more than a word; the rest stays with the answer."
        self.items.cell("mapped", *at, what, requirement, said, str(reading.meaning))

    def _ticked(
        self,
        layout: Layout,
        at: tuple[int, int],
        row: Sequence[str],
        requirement: str,
        answer: Answer,
    ) -> None:
        """Fold tick columns to one level; two ticks are no answer."""
        ticked = []
        for column, meaning in layout.ticks.items():
            said = row[column] if column < len(row) else ""
            if not said or folded(said) in self.words.no_ticks:
                continue
            ticked.append((column, meaning, said))
        code = self.request.asked[requirement].code
        for column, _, said in ticked:
            if folded(said) not in self.words.ticks:
                name = layout.names[column]
                answer.raw[name[:60] or f"column {column + 1}"] = said[:RAW]
                what = f"under {name}, {code} has {short(said)} and not a tick; it counts as one."
                self.items.cell("mapped", *at, column + 1, what, requirement, said, "tick")
        if len(ticked) > 1:
            said = ", ".join(layout.names[column] for column, _, _ in ticked)
            answer.raw["level"] = said[:RAW]
            what = f"{code} is ticked more than once ({said}); it counts as not answered."
            self.items.cell("unread", *at, ticked[1][0] + 1, what, requirement, said)
        elif ticked:
            column, meaning, _ = ticked[0]
            answer.level = meaning.level or answer.level
            answer.delivery = answer.delivery or meaning.delivery
            answer.raw.setdefault("level", f"tick under {layout.names[column]}"[:RAW])

    def _others(self, layout: Layout, row: Sequence[str], answer: Answer) -> None:
        """Cells of columns nobody asked for stay with the answer as they were written."""
        used = {*layout.roles.values(), *layout.ticks}
        for column, said in enumerate(row):
            if said and column not in used and len(answer.raw) < MOST_RAW:
                name = layout.names[column] if column < len(layout.names) else ""
                answer.raw[name[:60] or f"column {column + 1}"] = said[:RAW]

    def _echoes(
        self,
        layout: Layout,
        at: tuple[int, int],
        row: Sequence[str],
        requirement: str,
        asked: Asked,
    ) -> None:
        """Section and gate stand there as they went out, unless the vendor wrote over them."""
        for role in ECHOES:
            column = layout.roles.get(role, -1)
            said = row[column] if 0 <= column < len(row) else ""
            if not said or (role == "section" and said in asked.section):
                continue
            if role == "section":
                same = not asked.section or any(folded(x) in folded(said) for x in asked.section)
            else:
                same = asked.gate or folded(said) in self.words.no_ticks
            if not same:
                what = f"the {role} of {asked.code} stands as {short(said)}."
                self.items.cell("edited", *at, column + 1, what, requirement, said)

    def _is_placeholder(self, text: str) -> bool:
        """Short texts stand there again and again: each is looked at once."""
        if len(text) > 80:
            # Long texts differ, but few begin like one that is no answer.
            first = text.lstrip()[:1]
            return first.casefold() in self._firsts and self.words.is_placeholder(text)
        found = self._placeholders.get(text)
        if found is None:
            found = self._placeholders[text] = self.words.is_placeholder(text)
        return found

    def _without_level(
        self,
        layout: Layout,
        at: tuple[int, int],
        requirement: str,
        answer: Answer,
        left_open: bool,
    ) -> None:
        """An answer in the comment is taken where the comment begins with it.

        Not where "TBD" or the like stands as the level: then it was left open in so many words.
        """
        code = self.request.asked[requirement].code
        column = layout.roles.get("comment", -1)
        if answer.comment and column >= 0 and not left_open:
            level = level_in(answer.comment, self.words)
            if level is not None:
                answer.level = level
                answer.raw["level"] = f"in the comment: {answer.comment}"[:RAW]
                what = f"{code} is answered in the comment: taken as {level}."
                self.items.cell(
                    "comment", *at, column + 1, what, requirement, answer.comment, level
                )
                return
        if answer.comment or answer.reference or answer.available or answer.delivery:
            what = f"{code} says something, but not whether it is met; it counts as not answered."
            self.items.row("silent", *at, what, requirement, shown(answer))


def shown(answer: Answer) -> str:
    """An answer in one line, for comparing and showing."""
    parts = (
        answer.level if answer.level != "unanswered" else "",
        answer.delivery or "",
        answer.available,
        answer.evidence or "",
        answer.reference,
        answer.comment,
    )
    return " | ".join(part for part in parts if part)
