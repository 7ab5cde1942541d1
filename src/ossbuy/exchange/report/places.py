"""Where everything stands: names of sheets, and the row or column of every pain, leaf and vendor.

Formulas reach across sheets, so the places are settled before the first cell is written.
Requirements, Answers and Scores share their rows.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from ossbuy.analysis.evaluation import Evaluation
from ossbuy.exchange.report.sheet import block, ref
from ossbuy.model.bid import DELIVERY_WORDS, EVIDENCE_WORDS
from ossbuy.model.fold import natural
from ossbuy.model.project import Project
from ossbuy.model.trauma import PainEvidence
from ossbuy.model.wording import worded

SUMMARY: Final = "Summary"
WEIGHTS: Final = "Weights"
BALLOTS: Final = "Stated by person"
TRAUMA: Final = "Pains"
CAUSES: Final = "Causes"
TRACE: Final = "Traceability"
REQUIREMENTS: Final = "Requirements"
ANSWERS: Final = "Answers"
SCORES: Final = "Scores"
TOTALS: Final = "Totals"
COST: Final = "Cost over time"
PRICES: Final = "Prices"
GROWTH: Final = "What success costs"
SENSITIVITY: Final = "Sensitivity"
VALUE: Final = "Value"
VOICES: Final = "Voices"
FINDINGS: Final = "Findings"
ASSUMPTIONS: Final = "Assumptions"
PROVENANCE: Final = "Provenance"

ORDER: Final = (
    *(SUMMARY, WEIGHTS, BALLOTS, TRAUMA, CAUSES, TRACE, REQUIREMENTS, ANSWERS, SCORES),
    *(TOTALS, COST, PRICES, GROWTH, SENSITIVITY, VALUE, VOICES, FINDINGS, ASSUMPTIONS, PROVENANCE),
)

SOMETIMES: Final = frozenset({BALLOTS, GROWTH})
"""Sheets that are left out where there is nothing for them."""

INPUT_SHEETS: Final = frozenset({BALLOTS, ANSWERS, PRICES, ASSUMPTIONS})
"""Sheets that hold mostly inputs; their tabs are yellow."""

GROUPS: Final = (
    *("trauma", "pain_evidence", "level", "delivery", "evidence", "hygiene", "price"),
    *("layer", "noise", "verdict", "floor"),
)
"""Families of coefficients in the order a reader meets them."""

GRID: Final = 5
"""Header rows of Requirements, Answers and Scores: 4 (vendor) and 5 (column)."""
ANSWER_WIDTH: Final = 4
SCORE_WIDTH: Final = 7
PAIN_TOP: Final = 4
WEIGHT_INPUTS: Final = {
    "blend": 5,
    "price_share": 6,
    "price_formula": 7,
    "price_ceiling": 8,
    "evidence_mode": 9,
}
"""Row of each choice on Weights; the value stands in column C."""

_WORDS: Final = {
    "delivery": {d.value: word for d, word in DELIVERY_WORDS.items()},
    "evidence": {e.value: word for e, word in EVIDENCE_WORDS.items()},
    "pain_evidence": {e.value: e.value for e in PainEvidence},
}


def word_of(coefficient: str) -> str:
    """How a coefficient's case is written on the other sheets: ``delivery.STD`` is shipped."""
    group, _, name = coefficient.partition(".")
    if group in {"level", "delivery", "evidence", "pain_evidence"}:
        return _WORDS.get(group, {}).get(name, name)
    return ""


def name_of(coefficient: str) -> str:
    """The defined name of a coefficient's cell: ``trauma.cost_floor`` → ``trauma_cost_floor``."""
    name = re.sub(r"\W", "_", coefficient, flags=re.ASCII)
    return name if "_" in name else f"{name}_value"


@dataclass(frozen=True)
class Line:
    """One link from a pain or cause to a section or requirement."""

    source: str
    target: str
    strength: int


class Places:
    """Rows and columns of one project's workbook, all counted from 0."""

    def __init__(self, project: Project, ev: Evaluation) -> None:
        self.project, self.ev = project, ev
        inputs = ev.matrix.weights
        # Without a requirement there is nothing to score, so there are no columns for vendors.
        self.vendors = ev.matrix.bids.vendors if ev.standings else ()
        self.pains = ev.matrix.trauma.pains
        self.causes = _causes_in_order(ev)
        self.coefficients = _coefficients_in_order(ev)

        self.tree: list[tuple[str, int]] = []
        self.leaves: list[str] = []
        self.grid_row: dict[str, int] = {}
        """Row of a section's band or a requirement on Requirements, Answers and Scores."""
        self.direct: dict[str, tuple[int, int]] = {}
        """First and last row of the requirements directly under a section; last < first if none."""
        self.under: dict[str, tuple[int, int]] = {}
        """First and last row of everything under a section."""
        self.children: dict[str, list[str]] = {"": []}
        for section in project.sections.values():
            self.children.setdefault(project.parent_of(section.id), []).append(section.id)
        self._row = GRID + 1
        for section in project.top_sections():
            self._walk(section.id, 0)
        self.first = GRID + 1
        self.last = max(self._row - 1, self.first)
        self.section_row = {s: 14 + i for i, (s, _) in enumerate(self.tree)}
        self.last_section = 14 + max(0, len(self.tree) - 1)

        numbers = {node: i for i, node in enumerate((*self.pains, *self.causes))}
        targets = {node: i for i, node in enumerate([s for s, _ in self.tree] + self.leaves)}
        self.key = {node: f"from {i}" for node, i in numbers.items()}
        """Words that links are looked up by: codes such as 1.10 would be read as numbers."""
        self.key |= {node: f"to {i}" for node, i in targets.items()}
        self.links = sorted(
            (
                Line(source, target, strength)
                for (source, target), strength in project.links.items()
                if strength and source in inputs.sources and target in inputs.nodes
            ),
            key=lambda x: (numbers[x.source], -x.strength, targets[x.target]),
        )
        self.price_lines = sorted(
            (key for key in project.prices if key[0] in self.vendors),
            key=lambda k: (self.vendors.index(k[0]), natural(project.prices[k].code)),
        )
        self.price_years = max((len(line.amounts) for line in project.prices.values()), default=0)
        self.years = max(self.price_years, len(project.policy.ramp))

    def say(self, text: str) -> str:
        """One of our own sentences with the project's word for trauma."""
        return worded(text, self.project.policy.trauma_word)

    def _walk(self, section: str, depth: int) -> None:
        start = self._row
        self.tree.append((section, depth))
        self.grid_row[section] = self._row
        self._row += 1
        direct = [r.id for r in self.project.under(section)]
        self.direct[section] = (self._row, self._row + len(direct) - 1)
        for leaf in direct:
            self.grid_row[leaf] = self._row
            self.leaves.append(leaf)
            self._row += 1
        for child in self.children.get(section, []):
            self._walk(child, depth + 1)
        self.under[section] = (start, self._row - 1)

    # Requirements ---------------------------------------------------------------------------

    def column(self, col: int, section: str = "", sheet: str = REQUIREMENTS) -> str:
        """A column of the requirement rows, of all of them or of one section."""
        first, last = self.under[section] if section else (self.first, self.last)
        return block(first, col, last, col, sheet)

    # Vendors --------------------------------------------------------------------------------

    def answer_col(self, vendor: int, field: int = 0) -> int:
        """Column on Answers: level, delivery, evidence, comment."""
        return 2 + ANSWER_WIDTH * vendor + field

    def score_col(self, vendor: int, field: int = 0) -> int:
        """Column on Scores: agreed, mean, accepted, claim, factor, score, source."""
        return 3 + SCORE_WIDTH * vendor + field

    @staticmethod
    def total_col(vendor: int) -> int:
        """Column on Totals."""
        return 2 + vendor

    @property
    def last_total_col(self) -> int:
        """Last vendor column on Totals."""
        return 2 + max(0, len(self.vendors) - 1)

    @property
    def top(self) -> tuple[str, ...]:
        """Top sections."""
        return self.ev.section_ids

    def total_row(self, what: str) -> int:
        """Row on Totals of a figure of every vendor."""
        row = 5 + len(self.top) + 1 + TOTAL_ROWS.index(what)
        if TOTAL_ROWS.index(what) >= TOTAL_ROWS.index(FIRST_WORKING):
            # The gates and who was eliminated stand between, so that workings are not printed.
            bids = self.ev.matrix.bids
            row += 5 + len(bids.gates) + sum(bool(reason) for reason in bids.eliminated)
        return row

    def totals(self, what: str) -> str:
        """The cells of all vendors for one figure on Totals."""
        row = self.total_row(what)
        return block(row, 2, row, self.last_total_col, TOTALS)

    def total(self, what: str, vendor: int) -> str:
        """One vendor's cell of a figure on Totals."""
        return ref(self.total_row(what), self.total_col(vendor), TOTALS)

    @property
    def names(self) -> str:
        """The vendors' names on Totals."""
        return block(4, 2, 4, self.last_total_col, TOTALS)

    # Cost -----------------------------------------------------------------------------------

    def cost_row(self, vendor: int) -> int:
        """Row of a vendor on Cost over time."""
        return 5 + vendor

    def price_rows(self, vendor: str) -> tuple[int, int] | None:
        """First and last row of a vendor's lines on Prices."""
        rows = [i for i, (v, _) in enumerate(self.price_lines) if v == vendor]
        return (5 + rows[0], 5 + rows[-1]) if rows else None


FIRST_WORKING: Final = "applicable"
TOTAL_ROWS: Final = (
    "quality",
    "running",
    "cost",
    "price",
    "total",
    "rank",
    "gates",
    "low",
    "high",
    "missing",
    "missing_share",
    "quality_low",
    "quality_high",
    "applicable",
    "earned",
    "mark",
    "low_in",
    "high_in",
    "best",
    "worst",
    "key",
    "place",
)
"""Rows of Totals below the sections; from ``applicable`` on they are workings."""


def _coefficients_in_order(ev: Evaluation) -> tuple[str, ...]:
    names = list(ev.matrix.model.coefficients)
    place = {group: i for i, group in enumerate(GROUPS)}
    return tuple(sorted(names, key=lambda n: place.get(n.partition(".")[0], len(GROUPS))))


def _causes_in_order(ev: Evaluation) -> tuple[str, ...]:
    """Causes so that each stands after every effect it feeds; otherwise as in the project."""
    inputs = ev.matrix.trauma
    pains = len(inputs.pains)
    waits: dict[int, set[int]] = {i: set() for i in range(pains, pains + len(inputs.causes))}
    for edge in inputs.edges:
        if edge.effect >= pains and edge.cause in waits:
            waits[edge.cause].add(edge.effect)
    order: list[int] = []
    while waits:
        # The engine has refused circles, so one is always free.
        free = next(node for node, effects in waits.items() if not effects)
        order.append(free)
        del waits[free]
        for effects in waits.values():
            effects.discard(free)
    return tuple(inputs.causes[node - pains] for node in order)
