"""The pain map: severity across, cost a year upward, evidence and breadth as glyphs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from textual.content import Content
from textual.widgets import Static

from ossbuy.model.project import Project
from ossbuy.tui.numbers import currency
from ossbuy.tui.text import cut, fit, plain

EVIDENCE = {"": "?", "A": "◌", "B": "○", "C": "◐", "D": "●"}
BREADTH = {0: " ", 1: "▁", 2: "▂", 3: "▃", 4: "▅", 5: "▇"}
LEGEND = "● audit ◐ system ○ survey ◌ anecdote  ▁▂▃▅▇ breadth  → severity  ↑ cost"
MARGIN = 8


@dataclass(frozen=True, slots=True)
class Spot:
    """One pain on the map."""

    id: str
    code: str
    severity: int
    cost: float
    """Millions a year."""
    breadth: int
    evidence: str


def pain_map(spots: Sequence[Spot], width: int, height: int, current: str, unit: str) -> Content:
    """The map as lines of exactly ``width`` cells; pains that would overlap move apart."""
    room, rows = max(20, width - MARGIN), max(4, height - 2)
    top = max((spot.cost for spot in spots), default=0.0) or 1.0
    column = room // 5
    taken: dict[tuple[int, int], list[Spot]] = {}
    for spot in sorted(spots, key=lambda s: -s.cost):
        row = round((1 - spot.cost / top) * (rows - 1))
        place = (_free(taken, row, spot.severity, rows, column), spot.severity)
        taken.setdefault(place, []).append(spot)
    lines = []
    for row in range(rows):
        tick = f"{top * (1 - row / (rows - 1)):.1f}" if row % 4 == 0 or row == rows - 1 else ""
        parts = [plain(f"{tick:>{MARGIN - 2}} ", "$text-muted"), plain("│", "$text-muted")]
        for severity in range(1, 6):
            here = taken.get((row, severity), [])
            said = Content(" ").join([_mark(spot, current) for spot in here])
            parts.append(fit(said, column))
        lines.append(Content.assemble(*parts))
    axis = "".join(f"{severity:<{column}}" for severity in range(1, 6))
    lines.append(plain(f"{unit:>{MARGIN - 2}} └" + "─" * (5 * column), "$text-muted"))
    lines.append(plain(" " * MARGIN + axis, "$text-muted"))
    return Content("\n").join([cut(one, width) for one in lines])


def _mark(spot: Spot, current: str) -> Content:
    style = "bold $text-accent reverse" if spot.id == current else "bold"
    glyphs = plain(EVIDENCE.get(spot.evidence, "?"), "$text-primary")
    return Content.assemble(glyphs, cut(plain(spot.code, style), 8), plain(BREADTH[spot.breadth]))


def _free(
    taken: dict[tuple[int, int], list[Spot]], row: int, severity: int, rows: int, column: int
) -> int:
    """The nearest row where one more mark fits."""
    fits = max(1, column // 8)
    for away in range(rows):
        for candidate in (row + away, row - away):
            if 0 <= candidate < rows and len(taken.get((candidate, severity), [])) < fits:
                return candidate
    return row


class PainMap(Static):
    """Severity across, cost upward; the cursor of the list is marked."""

    HELP = "The **pain map**: severity across, cost a year upward. **m** returns to the list."

    def draw(self, project: Project, current: str) -> None:
        """Draw the pains that have a severity and a cost."""
        spots = [
            Spot(
                p.id,
                p.code,
                p.severity,
                float(p.cost_likely) / 1e6,
                p.breadth or 0,
                p.evidence or "",
            )
            for p in project.pains.values()
            if p.severity is not None and p.cost_likely is not None
        ]
        unit = f"{currency(project).strip()}M"
        self.update(pain_map(spots, self.size.width, self.size.height, current, unit))
