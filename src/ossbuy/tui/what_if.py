"""Playing with λ and the price share: sliders whose every step is a what-if, never a record."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from textual import on
from textual.app import ComposeResult
from textual.containers import Container

from ossbuy.model.events import Fact, key
from ossbuy.model.project import Project
from ossbuy.tui.door import PAST
from ossbuy.tui.text import toast
from ossbuy.tui.widgets.judging import known
from ossbuy.tui.widgets.slider import Slider

if TYPE_CHECKING:
    from ossbuy.analysis.evaluation import Evaluation
    from ossbuy.analysis.robustness.cockpit import NotAvailable, Robustness
    from ossbuy.analysis.robustness.flips import LinearFlips
    from ossbuy.tui.app import OssbuyApp

FIELDS = {"blend": "blend", "price-share": "price_share"}
"""Slider id → policy field."""


class WhatIf(Container):
    """The two sliders; each step supposes a policy fact."""

    DEFAULT_CSS = """
    WhatIf { height: auto; width: 1fr; }
    """

    def compose(self) -> ComposeResult:
        yield Slider("blend", "λ weights follow", "stated", "pain", "")
        yield Slider("price-share", "price share of the total", "0 %", "100 %", "%")

    def show(
        self,
        project: Project,
        evaluation: Evaluation | None,
        result: Robustness | NotAvailable | None,
    ) -> None:
        """Put the knobs where the project has them, with the flips as marks."""
        figures = known(result)
        blend, price = self.query_one("#blend", Slider), self.query_one("#price-share", Slider)
        chosen, share = project.policy.blend, project.policy.price_share
        if evaluation is not None:
            chosen = evaluation.blend if chosen is None else chosen
        blend.value, price.value = chosen or 0.0, share or 0.0
        for slider, flips in (
            (blend, figures.firm.blend_flips if figures else None),
            (price, figures.firm.price_flips if figures else None),
        ):
            slider.marks = tuple(flip.at for flip in flips.flips) if flips else ()
            slider.note = flip_note(flips) if flips else ""

    @on(Slider.Moved)
    def _moved(self, event: Slider.Moved) -> None:
        event.stop()
        suppose(cast("OssbuyApp", self.app), [Fact(key("policy", FIELDS[event.name]), event.value)])


def flip_note(flips: LinearFlips) -> str:
    """Who leads instead beyond the nearest change, and where that is."""
    if not flips.flips:
        return f"{flips.vendors[flips.leader]} leads at any value"
    nearest = flips.flips[0]
    beyond = flips.vendors[flips.leads_after(nearest)]
    side = "above" if nearest.at > flips.current else "below"
    at = f"{100 * nearest.at:.1f} %" if flips.quantity == "price share" else f"{nearest.at:.3f}"
    return f"{side} {at} {beyond} leads"


def suppose(app: OssbuyApp, facts: list[Fact]) -> None:
    """Suppose facts, unless the past is being looked at."""
    if app.as_of is not None:
        toast(app, PAST)
    elif app.has_project:
        app.suppose(facts)
