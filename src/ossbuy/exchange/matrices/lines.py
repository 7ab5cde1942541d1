"""What becomes of every row of a table, and why."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from ossbuy.exchange.intake.book import Range
from ossbuy.exchange.matrices import cells as cell_words
from ossbuy.exchange.matrices.asked import Asking
from ossbuy.exchange.matrices.ids import id_like, under
from ossbuy.exchange.matrices.values import (
    BECOMES,
    Line,
)
from ossbuy.exchange.matrices.words import plain

HEADING = 120
"""Characters of the longest heading."""
PARAGRAPH = 200


class Reader(Asking):
    """Reads the rows of one table of a sheet."""

    def lines(self, last: bool = True) -> list[Line]:
        """Every row that is not blank; below the ``last`` table of a sheet stand its footers."""
        found: list[Line] = []
        begun = False
        for row in range(self._table.last + 1, self._table.end + 1):
            blank = not any(cell.strip() for cell in self._sheet.rows[row - 1])
            if blank and not self._formula(row):
                continue
            line = self._line(row, begun)
            begun = begun or line.becomes in ("requirement", "section")
            if (above := found[-1] if found else None) and self._goes_on(line, above):
                line = self._more(line, found)
            found.append(line)
        # Above another table stands the title of that table.
        return list(self._below(found)) if last else found

    def _line(self, row: int, begun: bool) -> Line:
        said = self._corrections.rows.get((self._sheet.name, row)) or self._corrections.rows.get(
            ("", row)
        )
        if said == "left out":
            return self._as(row, "left out")
        if said == "section":
            return self._as(row, "section", "you said so")
        if said == "requirement":
            return self._requirement(row, forced=True)
        code, text = self._code_and_text(row)
        filled = [cell for cell in self._sheet.rows[row - 1] if cell.strip()]
        distinct = {" ".join(cell.split()) for cell in filled}
        if not begun and not self._polite and self._instructs(code, filled):
            return self._as(row, "instruction")
        if code and self._is_id(code):
            if cell_words.example(code, self._lists):
                return self._as(row, "example")
            return self._numbered(row, code, text, filled)
        short = code and len(code) <= 12 and len(code.split()) == 1
        if short and self._heads(row, code, text, len(filled)):
            return self._as(row, "section", f"{code} is the number of what follows")
        if self._formula(row):
            return self._as(row, "formula", _FORMULA)
        if len(distinct) == 1:
            return self._alone(row, next(iter(distinct)), text)
        if any(cell_words.total(cell, self._lists) for cell in filled[:2]):
            return self._as(row, "total")
        if self._only_texts and text:
            return self._requirement(row)
        told = any(cell_words.instruction(cell, self._lists) for cell in filled)
        if told and not begun and not self._polite:
            return self._as(row, "instruction")
        if code and cell_words.example(code, self._lists):
            return self._as(row, "example")
        if not text:
            why = f"it has neither an id nor a text: {cell_words.shown(' · '.join(filled), 60)}"
            return self._as(row, "no id", why)
        if code and len(code) > PARAGRAPH:
            return self._as(row, "paragraph")
        why = f"{cell_words.shown(code, 30)!r} is no id" if code else "it has no id"
        line = self._requirement(row)
        return replace(line, becomes="no id", why=why)

    def _numbered(self, row: int, code: str, text: str, filled: Sequence[str]) -> Line:
        """A row with an id."""
        if self._heads(row, code, text, len(filled)):
            return self._as(row, "section", f"{code} is the number of what follows")
        if not text:
            if self._formula(row):
                return self._as(row, "formula", f"{code}: {_FORMULA}")
            title = self._cell(row, "title")
            if title:
                return self._requirement(row)
            return self._as(row, "no text", f"{code} has no text")
        if cell_words.FORMULA.match(text):
            return self._as(row, "formula", f"{code}: {_FORMULA}")
        if cell_words.placeholder(text, self._lists) and not cell_words.withdrawn(
            text, self._lists
        ):
            return self._as(row, "placeholder", f"{code} says only {cell_words.shown(text, 40)!r}")
        return self._requirement(row)

    def _alone(self, row: int, said: str, text: str) -> Line:
        """A row with one cell, or one text in all of its cells."""
        if cell_words.total(said, self._lists):
            return self._as(row, "total")
        if cell_words.instruction(said, self._lists) and not self._polite:
            return self._as(row, "instruction")
        graded = self._at["priority"]
        if not text and graded and said == self._sheet.cell(row, graded).strip():
            return self._as(row, "no text", f"{cell_words.shown(said, 40)!r} alone, without a text")
        if len(said) > PARAGRAPH:
            return self._as(row, "paragraph")
        if self._only_texts and text and (self._alone_too(row) or len(said) > HEADING):
            return self._requirement(row)
        if cell_words.placeholder(said, self._lists):
            return self._as(row, "placeholder")
        if len(said) <= HEADING and not self._obliges(said):
            return self._as(row, "section")
        if text:
            return replace(self._requirement(row), becomes="no id", why="it has no id")
        return self._as(row, "paragraph")

    def _alone_too(self, row: int) -> bool:
        """Whether texts that stand alone are what this table is made of."""
        if not self._sheet.cell(row, self._at["text"]).strip():
            return False
        alone = sum(
            sum(bool(cell.strip()) for cell in self._sheet.rows[r - 1]) == 1
            for r in range(self._table.last + 1, self._table.end + 1)
        )
        return alone > 0.5 * max(1, self._rows)

    def _heads(self, row: int, code: str, text: str, filled: int) -> bool:
        """Whether a numbered row is the heading of the rows numbered under it."""
        used = filled - sum(bool(self._cell(row, role)) for role in ("section", "chapter"))
        if used > 2 or len(text) > HEADING or self._obliges(text):
            return False
        # The rows numbered under it may stand below a header said again.
        for below in range(row + 1, min(row + 6, len(self._sheet.rows)) + 1):
            other, _ = self._code_and_text(below)
            if other and (id_like(other) or (below <= self._table.end and self._is_id(other))):
                return under(other, code)
        return False

    def _below(self, lines: Sequence[Line]) -> Iterator[Line]:
        """The lines, where nothing follows a heading or a text without id, as what ends a table."""
        last = max((i for i, x in enumerate(lines) if x.becomes == "requirement"), default=-1)
        for i, line in enumerate(lines):
            ends = line.becomes in ("section", "paragraph", "instruction")
            ends = ends or (line.becomes == "no id" and line.asked is None)
            if i > last >= 0 and ends and line.why != "you said so":
                line = replace(line, becomes="footer", why=BECOMES["footer"])
            yield line

    def _goes_on(self, line: Line, above: Line) -> bool:
        """Whether a row has nothing but more text for the requirement right above it."""
        if line.becomes not in ("section", "no id", "paragraph") or line.why == "you said so":
            return False
        if above.row != line.row - 1 or above.becomes not in ("requirement", "more"):
            return False
        text = self._sheet.cell(line.row, self._at["text"]).strip()
        filled = sum(bool(cell.strip()) for cell in self._sheet.rows[line.row - 1])
        ident = self._at["id"]
        if not text or not ident or self._sheet.cell(line.row, ident).strip():
            return False
        merged = any(m.holds(line.row, ident) and m.top < line.row for m in self._merged)
        return merged or (filled == 1 and _CONTINUES.match(text) is not None)

    def _more(self, line: Line, found: list[Line]) -> Line:
        """The row as a part of the requirement above, which gets its text."""
        at = next(i for i in range(len(found) - 1, -1, -1) if found[i].becomes == "requirement")
        owner = found[at]
        assert owner.asked is not None
        text = f"{owner.asked.text}\n{self._sheet.cell(line.row, self._at['text']).strip()}"
        found[at] = replace(owner, asked=replace(owner.asked, text=text))
        why = f"more of {owner.asked.code or 'the requirement'} in row {owner.row}"
        return replace(line, becomes="more", why=why, asked=None)

    def _instructs(self, code: str, filled: Sequence[str]) -> bool:
        """Whether the row under the header tells how to fill in the columns."""
        told = sum(cell_words.instruction(cell, self._lists) for cell in filled)
        if told and told >= 0.5 * len(filled):
            return not (code and id_like(code))
        sentences = sum(cell_words.sentence_like(cell) for cell in filled)
        return bool(
            code
            and not id_like(code)
            and self._shaped
            and len(filled) > 1
            and sentences >= 0.6 * len(filled)
        )

    def _obliges(self, text: str) -> bool:
        if text.rstrip().endswith((".", ";")):
            return True
        return len(text.split()) > 4 and self._lists.demanding.search(plain(text)) is not None


_CONTINUES = re.compile(r"[-–—•●▪*·◦→]|\(?[a-z0-9]{1,3}[.)]\s|[a-zà-ÿ]")
"""How a text begins that goes on from the row above: a bullet, a) or a small letter."""
_FORMULA = "a formula without a stored value: open it in a spreadsheet program and save it"


def merged_across(merges: Sequence[Range], row: int) -> bool:
    """Whether a row is merged over several columns."""
    return any(m.top <= row <= m.bottom and m.right > m.left for m in merges)
