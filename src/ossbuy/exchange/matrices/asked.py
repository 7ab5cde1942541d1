"""A row as a requirement: its priority and gate, its sections, the answers beside it."""

from __future__ import annotations

from collections.abc import Iterator
from types import MappingProxyType

from ossbuy.exchange.matrices import cells as cell_words
from ossbuy.exchange.matrices.ids import cut
from ossbuy.exchange.matrices.rowcells import FIELDS, Cells
from ossbuy.exchange.matrices.values import Answer, Asked, Heading, Line


class Asking(Cells):
    """Makes requirements of the rows of one table."""

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
