"""Whether the winner hangs on one evaluator, in a line beside the verdict."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content

from ossbuy.tui.text import plain

if TYPE_CHECKING:
    from ossbuy.analysis.robustness.cockpit import Robustness


def panel_lines(figures: Robustness | None) -> list[Content]:
    """A warning where leaving an evaluator out, or the other method, changes who wins."""
    panel = figures.firm.panel if figures else None
    if panel is None or not panel.changing:
        return []
    return [plain(f"▲ {panel.sentence()}", "$text-warning")]


def panel_said(figures: Robustness) -> list[str]:
    """What stands beside the verdict where nobody alone decides."""
    panel = figures.firm.panel
    return [] if panel is None or panel.changing else [panel.sentence()]
