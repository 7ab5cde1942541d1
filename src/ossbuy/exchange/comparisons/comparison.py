"""What an existing comparison matrix says, once it is understood: plain values with their cells."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

HIGH, LOW = "high", "low"


@dataclass(frozen=True, slots=True)
class Corrections:
    """What a person says of a sheet, where it was read wrongly; empty is: look for yourself."""

    sheet: str = ""
    header: int = 0
    """Row of the headings, counted from 1."""
    criteria: str = ""
    """Column letter of what the criteria are called (a row number where vendors are rows)."""
    weights: str = ""
    """Column letter, or ``none``."""
    vendors: str = ""
    """``D:H``, ``D,F,H`` or names, separated by commas."""
    scale: tuple[float, float] | None = None
    """Worst and best end, smaller number first."""
    best: str = ""
    """``high`` or ``low``."""
    prices: tuple[int, ...] = ()
    """Rows that hold money, counted from 1."""
    leave_out: tuple[int, ...] = ()
    """Rows that are no criteria."""
    across: bool | None = None
    """True where vendors are rows and criteria are columns."""
    currency: str = ""
    grades: tuple[tuple[str, float], ...] = ()
    """What a grade in words counts for, 0..1."""


@dataclass(frozen=True, slots=True)
class Remark:
    """Something to know about the sheet: where, and what, as one sentence."""

    where: str
    what: str

    def sentence(self) -> str:
        """With the place in front, where there is one."""
        return f"{self.where}: {self.what}" if self.where else self.what


@dataclass(frozen=True, slots=True)
class Mark:
    """One vendor's grade on one criterion."""

    share: float | None
    """0..1 of full credit; None where nobody scored it."""
    raw: str
    """The cell as it was typed."""
    where: str
    comment: str = ""
    applies: bool = True
    """False where the cell says that the criterion does not apply to this vendor."""
    judges: tuple[tuple[str, float, str, str], ...] = ()
    """(name, share, as typed, place) of each evaluator who scored it; the share is their mean."""


@dataclass(frozen=True, slots=True)
class Part:
    """A group of criteria."""

    title: str
    weight: float | None
    """As the sheet states it; None where it states none."""
    where: str


@dataclass(frozen=True, slots=True)
class Criterion:
    """One row that vendors are compared by."""

    code: str
    title: str
    text: str
    part: int
    """Position in the comparison's parts."""
    weight: float | None
    """As the sheet states it."""
    effective: float
    """Share of the whole sheet, price included, 0..1."""
    marks: tuple[Mark, ...]
    """By vendor."""
    where: str
    price_points: bool = False
    """It is a price that somebody turned into points."""
    top: float | None = None
    """The most points it can get, where the sheet says so row by row."""


@dataclass(frozen=True, slots=True)
class PriceRow:
    """One row of money."""

    item: str
    amounts: tuple[Decimal | None, ...]
    """By vendor."""
    where: str


@dataclass(frozen=True, slots=True)
class GateRow:
    """One row that vendors pass or fail."""

    title: str
    results: tuple[str, ...]
    """``pass``, ``fail`` or empty, by vendor."""
    where: str


@dataclass(frozen=True, slots=True)
class Scale:
    """What a mark is counted on."""

    name: str
    """``0–5``, or the name of a scale in words."""
    bottom: float
    top: float
    best: str
    written: bool
    """Whether the sheet (or a person) says so; else it is told from the highest mark."""
    words: tuple[tuple[str, float], ...] = ()
    """What each grade in words was taken as, 0..1, best first."""


@dataclass(frozen=True, slots=True)
class SheetTotal:
    """The sheet's own total of one vendor, and what its own weights and scores come to."""

    vendor: int
    said: float
    recomputed: float
    """In the sheet's own unit."""
    where: str
    agrees: bool


@dataclass(frozen=True, slots=True)
class Totals:
    """The sheet's own totals, and whether they follow from its weights and scores."""

    label: str
    rule: str
    """What the sheet adds up, in words; empty where no rule gives its totals."""
    totals: tuple[SheetTotal, ...]
    left_out: str = ""
    """The title of a row that its sums forget."""

    @property
    def wrong(self) -> tuple[SheetTotal, ...]:
        """Those that do not follow."""
        return tuple(t for t in self.totals if not t.agrees)


@dataclass(frozen=True, slots=True)
class Placed:
    """Where the table of one sheet lies; turned, rows and columns change places."""

    sheet: str
    turned: bool
    header: int
    label: int
    weight: int
    """0 where there is none, as for all columns here."""
    top: int
    scores: tuple[int, ...]
    """By vendor."""
    beside: tuple[int, ...]
    """Columns of comments and of weighted scores."""
    rows: tuple[tuple[int, str], ...]
    """(row, what it was taken as: criterion, section, price, gate, total, rank, note)."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """A comparison matrix, understood."""

    name: str
    """Of the file."""
    place: str
    layout: str
    """In words: which columns or rows are what."""
    vendors: tuple[str, ...]
    parts: tuple[Part, ...]
    criteria: tuple[Criterion, ...]
    weighting: str
    """``stated``, ``two levels``, ``words`` or ``equal``."""
    scale: Scale
    prices: tuple[PriceRow, ...]
    price_share: float
    """0..1; 0 where price has no weight."""
    price_formula: str
    """The formula that gives the sheet's own price points; empty where none does or none is."""
    price_ceiling: str
    currency: str
    currency_written: bool
    gates: tuple[GateRow, ...]
    totals: Totals | None
    best_is_low_by_totals: bool
    remarks: tuple[Remark, ...]
    """What was assumed, or is odd, most important first."""
    skipped: tuple[Remark, ...]
    """Rows, columns and sheets that were left out, and why."""
    placed: tuple[Placed, ...]
    """Where it all lies, sheet by sheet."""

    @property
    def blanks(self) -> int:
        """Cells without a mark."""
        return sum(m.share is None and m.applies for c in self.criteria for m in c.marks)
