"""What the reading of a requirement matrix gives: plain frozen values for screens, tests and JSON.

`propose` (in ``proposing``) makes a `Proposal` of a book; a person answers with `Corrections`, and
`propose` is simply called again with them. Nothing here changes and nothing here writes.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from ossbuy.exchange.intake.book import letters
from ossbuy.exchange.matrices.layouts import Layout as Layout

ROLES: Mapping[str, str] = MappingProxyType(
    {
        "id": "id",
        "text": "text of the requirement",
        "title": "short title",
        "section": "section, by name",
        "section_id": "section, by number",
        "chapter": "section above the section, by name",
        "chapter_id": "section above the section, by number",
        "priority": "priority",
        "gate": "pass or fail",
        "verification": "how it is verified",
        "threshold": "what counts as met",
        "references": "standards and framework ids",
        "answer": "an answer",
        "tick": "an answer by a tick in its column",
        "comment": "comment on an answer",
        "notes": "notes, kept with the requirement and not shown to vendors",
        "weight": "a weight, not taken",
        "layer": "value layer",
        "unique": "unique need",
        "kpi": "KPI",
        "kpi_unit": "KPI unit",
        "kpi_baseline": "KPI today",
        "kpi_target": "KPI target",
        "counter_kpi": "counter-KPI",
        "risk": "asked because of a risk",
        "library": "id in the library",
        "short": "asked in the short first stage",
        "": "not read",
    }
)
"""What a column may hold, and in words. One column each, but for `SEVERAL`."""
SEVERAL = frozenset({"answer", "tick", "comment", "notes", "weight", ""})
"""Roles that more than one column of a table may have."""

BECOMES: Mapping[str, str] = MappingProxyType(
    {
        "requirement": "a requirement",
        "section": "a heading: the section of what follows",
        "above": "above the first header",
        "header": "column headers",
        "repeated header": "column headers again",
        "instruction": "an instruction, not a requirement",
        "example": "an example, not a requirement",
        "more": "more of the requirement above",
        "no text": "an id without a text",
        "no id": "a text without an id",
        "placeholder": "a placeholder, nothing is said yet",
        "formula": "a formula without a stored value",
        "repeated id": "an id that stood there before",
        "total": "a total",
        "paragraph": "a paragraph without an id",
        "footer": "below the table",
        "left out": "left out because you said so",
    }
)
"""What a row may become, and in words."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table and what it is taken to hold."""

    number: int
    """From 1."""
    header: str
    """``Compliance · Yes`` where a header has two rows; never the same for two columns."""
    role: str
    """A key of `ROLES`; empty when the column is not read."""
    why: str
    """``named so``, ``by its content``, ``as last time``, ``you said so``."""
    group: str = ""
    """The upper header, where there are two rows."""
    filled: int = 0
    """Cells with something in them below the header."""
    example: str = ""
    """The first such cell."""

    @property
    def letter(self) -> str:
        """As a spreadsheet names it."""
        return letters(self.number)


@dataclass(frozen=True, slots=True)
class Table:
    """One header and the rows under it, up to the next header."""

    first: int
    """First row of the header, from 1; 0 where the table has none."""
    last: int
    """Last row of the header; the table begins below it."""
    end: int
    """Last row of the table."""
    columns: tuple[Column, ...]
    title: str = ""
    """The single cell above the header, if it names the table."""

    def of(self, role: str) -> tuple[Column, ...]:
        """The columns with a role, from left to right."""
        return tuple(c for c in self.columns if c.role == role)

    def at(self, role: str) -> int:
        """The number of the column with a role; 0 if there is none."""
        return next((c.number for c in self.columns if c.role == role), 0)


@dataclass(frozen=True, slots=True)
class Heading:
    """A section as the file names it."""

    code: str
    """``3.1``; empty where it has no number."""
    title: str


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer that stands beside a requirement; whose it is the file need not say."""

    header: str
    said: str
    """As written; the names of the ticked columns where it is a tick."""
    taken_as: str
    """The same, or empty: placeholders, instructions and blanks are no answers."""
    problem: str = ""
    """``two ticks`` or ``not in the list``."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A row that is a requirement."""

    code: str
    """As written, never renumbered; empty where the file has no ids."""
    text: str
    title: str = ""
    path: tuple[Heading, ...] = ()
    """Sections above it, the outermost first."""
    priority: str = ""
    """must, should, could or empty."""
    gate: bool = False
    fields: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    """Other fields of a requirement as written: threshold, references, verification, kpi, …; and
    ``gate`` where what stands there is not yes."""
    answers: tuple[Answer, ...] = ()
    said: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    """Cells kept as they stand, by header: notes, comments, the priority as written."""


@dataclass(frozen=True, slots=True)
class Line:
    """A row that is not blank, and what becomes of it."""

    row: int
    """As a spreadsheet numbers it."""
    becomes: str
    """A key of `BECOMES`."""
    why: str
    """In words, for the person who looks at it."""
    text: str
    """What stands there, shortened to a line."""
    asked: Asked | None = None
    """The requirement, where it is one or would be one but for its id."""
    remarks: tuple[str, ...] = ()
    """What somebody should look at, though the row is taken."""


@dataclass(frozen=True, slots=True)
class Reading:
    """How the words of a priority column were taken."""

    said: str
    taken_as: str
    """must, should, could, gate, or empty when nothing is taken."""
    count: int
    why: str
    """``moscow``, ``begins with``, ``you said so``, ``not known``."""


@dataclass(frozen=True, slots=True)
class Split:
    """How ids are cut out of a text or a title."""

    pattern: str
    """A regular expression with the groups ``id`` and ``rest``."""
    column: int
    into: str
    """``text`` or ``title``: what the rest is."""
    matched: int
    total: int
    examples: tuple[tuple[str, str], ...] = ()
    """(id, rest) of the first rows."""


@dataclass(frozen=True, slots=True)
class Repeated:
    """An id on several rows: the same requirement in several lots, or an error?"""

    code: str
    rows: tuple[int, ...]
    same_text: bool
    sentence: str


@dataclass(frozen=True, slots=True)
class SheetProposal:
    """One sheet: taken or not and why, and what every row of it becomes."""

    name: str
    state: str
    take: bool
    why: str
    """One sentence."""
    tables: tuple[Table, ...] = ()
    lines: tuple[Line, ...] = ()
    priorities: tuple[Reading, ...] = ()
    splits: tuple[Split, ...] = ()
    repeated: tuple[Repeated, ...] = ()
    hints: tuple[str, ...] = ()
    """Hidden rows, protection, vendors in columns: one sentence each."""

    @property
    def asked(self) -> tuple[Line, ...]:
        """The rows that are requirements."""
        return tuple(line for line in self.lines if line.becomes == "requirement")

    def counts(self) -> dict[str, int]:
        """Rows by what becomes of them."""
        found: dict[str, int] = {}
        for line in self.lines:
            found[line.becomes] = found.get(line.becomes, 0) + 1
        return found


@dataclass(frozen=True, slots=True)
class Proposal:
    """A whole file."""

    name: str
    sheets: tuple[SheetProposal, ...]
    notes: tuple[str, ...] = ()
    """About the file: encoding, macros, links to other files."""
    titles: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    """Titles of sections by number, where a sheet lists them."""

    @property
    def taken(self) -> tuple[SheetProposal, ...]:
        """The sheets that are taken."""
        return tuple(sheet for sheet in self.sheets if sheet.take)


@dataclass(frozen=True, slots=True)
class Corrections:
    """What a person says against a proposal; the same value from options and from the screen."""

    sheets: tuple[str, ...] = ()
    """Only these are taken, whatever was proposed; empty leaves it to the proposal."""
    without: tuple[str, ...] = ()
    """These are not taken."""
    headers: Mapping[str, tuple[int, int]] = field(default_factory=lambda: MappingProxyType({}))
    """First and last row of the header, by sheet; ``""`` is for every sheet."""
    columns: Mapping[tuple[str, str], str] = field(default_factory=lambda: MappingProxyType({}))
    """(sheet or ``""``, header name or letter) → role; an empty role drops the column."""
    rows: Mapping[tuple[str, int], str] = field(default_factory=lambda: MappingProxyType({}))
    """(sheet or ``""``, row) → ``requirement``, ``section`` or ``left out``."""
    section: str = ""
    """Where rows go that have no section."""
    priorities: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    """Word as written → must, should, could, gate or empty."""
    split: str = ""
    """``off``, or a regular expression with the groups ``id`` and ``rest``; empty is automatic."""
    repeated: str = "once"
    """``once`` takes the first of the rows with one id; ``apart`` takes each, the later ones
    with their row behind the id."""


@dataclass(frozen=True, slots=True)
class Known:
    """What was said about earlier files: by plain header, the role; by plain word, the priority."""

    columns: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    priorities: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
