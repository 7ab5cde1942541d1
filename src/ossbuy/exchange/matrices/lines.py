"""What becomes of every row of a table, and why."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

from ossbuy.exchange.intake.book import Range, Sheet
from ossbuy.exchange.matrices import cells as cell_words
from ossbuy.exchange.matrices.ids import cut, id_like, under
from ossbuy.exchange.matrices.values import (
    BECOMES,
    Answer,
    Asked,
    Corrections,
    Heading,
    Layout,
    Line,
    Reading,
    Split,
    Table,
)
from ossbuy.exchange.matrices.words import Words, plain

HEADING = 120
"""Characters of the longest heading."""
PARAGRAPH = 200
FIELDS = (
    "verification",
    "threshold",
    "references",
    "layer",
    "unique",
    "kpi",
    "kpi_unit",
    "kpi_baseline",
    "kpi_target",
    "counter_kpi",
    "risk",
    "library",
    "short",
)
FILLED_DOWN = ("section", "section_id", "chapter", "chapter_id", "priority", "title")
"""Roles whose cells a vertical merge speaks for; texts and ids are each row's own."""


class Reader:
    """Reads the rows of one table of a sheet."""

    def __init__(
        self,
        sheet: Sheet,
        table: Table,
        layout: Layout,
        lists: Words,
        corrections: Corrections,
        readings: Mapping[str, Reading],
        split: Split | None,
    ) -> None:
        self._sheet, self._table, self._layout = sheet, table, layout
        self._lists, self._corrections = lists, corrections
        self._readings, self._split = readings, split
        self._at = {role: table.at(role) for role in (*FIELDS, *FILLED_DOWN, "id", "text", "gate")}
        rows = range(table.last + 1, table.end + 1)
        ids = [sheet.cell(r, self._at["id"]) for r in rows] if self._at["id"] else []
        filled = [cell for cell in ids if cell.strip()]
        self._shaped = sum(map(id_like, filled)) >= 0.5 * len(filled) if filled else False
        self._merged = [m for m in layout.merges if m.bottom > m.top or m.right > m.left]
        spans = [cell for cell in (sheet.cell(r, self._at["text"]) for r in rows) if cell.strip()]
        self._only_texts = not self._at["id"] and split is None
        self._rows = len(spans)

    def lines(self, last: bool = True) -> list[Line]:
        """Every row that is not blank; below the ``last`` table of a sheet stand its footers."""
        found = []
        begun = False
        for row in range(self._table.last + 1, self._table.end + 1):
            blank = not any(cell.strip() for cell in self._sheet.rows[row - 1])
            if blank and not self._formula(row):
                continue
            line = self._line(row, begun)
            begun = begun or line.becomes in ("requirement", "section")
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
        if not begun and self._instructs(code, filled):
            return self._as(row, "instruction")
        if code and self._is_id(code):
            if cell_words.example(code, self._lists):
                return self._as(row, "example")
            return self._numbered(row, code, text, filled)
        if self._formula(row):
            return self._as(row, "formula", _FORMULA)
        if len(distinct) == 1:
            return self._alone(row, next(iter(distinct)), text)
        if any(cell_words.total(cell, self._lists) for cell in filled[:2]):
            return self._as(row, "total")
        if self._only_texts and text:
            return self._requirement(row)
        if any(cell_words.instruction(cell, self._lists) for cell in filled) and not begun:
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
        if cell_words.instruction(said, self._lists):
            return self._as(row, "instruction")
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
        for below in range(row + 1, min(row + 6, self._table.end) + 1):
            other, _ = self._code_and_text(below)
            if other and self._is_id(other):
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

    def _requirement(self, row: int, forced: bool = False) -> Line:
        code, text = self._code_and_text(row)
        title = self._cell(row, "title")
        if self._split is not None and self._split.into == "title":
            pair = cut(self._split.pattern, self._sheet.cell(row, self._split.column))
            title = title or (pair[1] if pair else "")
        remarks = []
        if not text:
            text, title = title, ""
        if forced and not text:
            text = " · ".join(cell for cell in self._sheet.rows[row - 1] if cell.strip())
        if cell_words.withdrawn(text, self._lists):
            remarks.append(f"it says {cell_words.shown(text, 40)!r}: is it still wanted?")
        priority, gate, kept, unclear = self._wanted(row)
        answers = tuple(self._answers(row))
        remarks += [f"{a.header}: {a.problem}" for a in answers if a.problem]
        kept |= {
            c.header: self._sheet.cell(row, c.number)
            for c in self._table.of("notes")
            if self._sheet.cell(row, c.number).strip()
        }
        asked = Asked(
            code=" ".join(code.split()),
            text=text,
            title=" ".join(title.split()),
            path=self._path(row),
            priority=priority,
            gate=gate,
            fields=MappingProxyType(
                {f: v for f in FIELDS if (v := self._cell(row, f))}
                | ({"gate": unclear} if unclear else {})
            ),
            answers=answers,
            said=MappingProxyType(kept),
        )
        why = "you said so" if forced else ""
        return Line(row, "requirement", why, cell_words.shown(text), asked, tuple(remarks))

    def _wanted(self, row: int) -> tuple[str, bool, dict[str, str], str]:
        """Priority, gate, the words that said so, and what a gate says that is not yes."""
        kept: dict[str, str] = {}
        unclear = ""
        priority, gate = "", False
        said = self._cell(row, "priority")
        if said:
            reading = self._readings.get(said.strip())
            taken = reading.taken_as if reading else ""
            gate = taken == "gate"
            priority = "must" if gate else taken
            if said.strip().casefold() != priority:
                kept[self._header("priority")] = said
        word = self._cell(row, "gate")
        if word:
            answer = cell_words.yes(word, self._lists)
            if not answer:
                unclear = "no" if answer is False else word
            gate = gate or bool(answer)
        return priority, gate, kept, unclear

    def _answers(self, row: int) -> Iterator[Answer]:
        groups: dict[str, list[str]] = {}
        odd: dict[str, str] = {}
        for column in self._table.of("tick"):
            leaf = column.header.rpartition(" · ")[2]
            cell = self._sheet.cell(row, column.number).strip()
            ticked = groups.setdefault(column.group or "answer", [])
            if not cell or cell_words.placeholder(cell, self._lists):
                continue
            ticked.append(leaf)
            if not cell_words.tick(cell, self._lists):
                odd[column.group or "answer"] = f"{cell_words.shown(cell, 30)!r} is no tick"
        for group, ticked in groups.items():
            several = f"{len(ticked)} ticks in one row" if len(ticked) > 1 else ""
            taken = "" if several else "".join(ticked)
            yield Answer(group, ", ".join(ticked), taken, several or odd.get(group, ""))
        for column in self._table.of("answer"):
            cell = self._sheet.cell(row, column.number).strip()
            taken = cell if cell_words.answered(cell, self._lists) else ""
            offered = self._layout.choices.get(column.number)
            problem = ""
            if taken and offered and " ".join(taken.split()).casefold() not in offered:
                problem = f"{cell_words.shown(taken, 30)!r} is not in its list"
            yield Answer(column.header, cell, taken, problem)

    def _path(self, row: int) -> tuple[Heading, ...]:
        """The sections that columns name, the outermost first."""
        path = []
        for number, name in (("chapter_id", "chapter"), ("section_id", "section")):
            code, title = self._cell(row, number), self._cell(row, name)
            if code or title:
                path.append(Heading(" ".join(code.split()), " ".join((title or code).split())))
        return tuple(path)

    def _cell(self, row: int, role: str) -> str:
        """A cell by role; in a vertical merge, what the merge says."""
        column = self._at.get(role, 0)
        if not column:
            return ""
        said = self._sheet.cell(row, column)
        if not said.strip() and role in FILLED_DOWN:
            merge = next((m for m in self._merged if m.holds(row, column)), None)
            if merge is not None:
                return self._sheet.cell(merge.top, merge.left)
        return said.strip()

    def _code_and_text(self, row: int) -> tuple[str, str]:
        code = self._sheet.cell(row, self._at["id"]).strip() if self._at["id"] else ""
        text = self._sheet.cell(row, self._at["text"]).strip() if self._at["text"] else ""
        if self._split is None:
            return code, text
        whole = self._sheet.cell(row, self._split.column)
        pair = cut(self._split.pattern, whole)
        if self._split.into == "text":
            return pair if pair else (code, text)
        return (pair[0], text or pair[1]) if pair else (code, text)

    def _is_id(self, code: str) -> bool:
        if self._split is not None and not self._at["id"]:
            return True
        if id_like(code) or (self._split is not None and len(code) <= 40):
            return True
        return (
            not self._shaped
            and len(code) <= 60
            and len(code.split()) <= 4
            and bool(not cell_words.placeholder(code, self._lists))
        )

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

    def _formula(self, row: int) -> bool:
        """Whether the text of a row is a formula whose value the file does not hold."""
        place = (row, self._at["text"])
        return place in self._layout.uncached or place in self._layout.failed

    def _obliges(self, text: str) -> bool:
        said = f" {plain(text)} "
        return text.rstrip().endswith((".", ";")) or (
            len(text.split()) > 4
            and any(f" {plain(verb)} " in said for verb in self._lists.cells["modal_verbs"][:24])
        )

    def _header(self, role: str) -> str:
        return next((c.header for c in self._table.columns if c.role == role), role)

    def _as(self, row: int, becomes: str, why: str = "") -> Line:
        said = dict.fromkeys(" ".join(c.split()) for c in self._sheet.rows[row - 1] if c.strip())
        return Line(row, becomes, why or BECOMES[becomes], cell_words.shown(" · ".join(said)))


_FORMULA = "a formula without a stored value: open it in a spreadsheet program and save it"


def merged_across(merges: Sequence[Range], row: int) -> bool:
    """Whether a row is merged over several columns."""
    return any(m.top <= row <= m.bottom and m.right > m.left for m in merges)
