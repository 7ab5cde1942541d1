"""Trauma: what happened, who it hurts, and how much."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.reactive import reactive
from textual.widgets import Static

from ossbuy.exchange.errors import BadFile
from ossbuy.model import commands
from ossbuy.model.codes import free_code
from ossbuy.model.trauma import Pain
from ossbuy.tui.editing import Editing, read
from ossbuy.tui.modals.cost_lines import CostLines
from ossbuy.tui.modals.form import Form
from ossbuy.tui.modals.triggers import Triggers
from ossbuy.tui.numbers import currency, millions
from ossbuy.tui.stage import StageScreen
from ossbuy.tui.text import one_line, plain, toast
from ossbuy.tui.widgets.bar import bar, dots
from ossbuy.tui.widgets.listing import Column, Heads, Listing, Row
from ossbuy.tui.widgets.pain_card import EVIDENCE_WORD, LAYER_WORD, asked_of, pain_card
from ossbuy.tui.widgets.pain_map import LEGEND, Spot, pain_map
from ossbuy.tui.widgets.pane import Pane
from ossbuy.tui.widgets.told import summary_of, trigger_summary, trigger_text

COLUMNS = (
    Column("index", 6, "right"),
    Column("", 8),
    Column("", 4),
    Column("pain", 12, flexible=True),
    Column("sev.", 5),
    Column("M/yr", 5, "right"),
    Column("shown by", 10, least=68),
    Column("layer", 12, least=90),
)


class PainMap(Static):
    """Severity across, cost upward; the cursor of the list is marked."""

    HELP = "The **pain map**: severity across, cost a year upward. **m** returns to the list."


class Trauma(StageScreen):
    """The pains, worst first, and what triggered the project."""

    stage = "trauma"
    CSS_PATH = "trauma.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("n", "tell", "new", tooltip="Tell a new pain", id="pain-new"),
        Binding("delete", "remove", "remove", show=False, tooltip="Remove the pain"),
        Binding("dollar_sign", "cost", "cost", show=False, tooltip="Work out the pain's cost"),
        Binding("T", "triggers", "why now", show=False, tooltip="Why now: deadline, cost of delay"),
        Binding("m", "map", "map", show=False, tooltip="Pain map, and back to the list"),
        Binding("c", "card", "card", show=False, tooltip="The focused pain's card, where narrow"),
    ]
    HELP = (
        "**Trauma** asks what happened. Each line is a pain in somebody's words; the index from "
        "0 to 100 says how much it hurts: severity, frequency, breadth, cost a year and how long, "
        "times how well that is shown. **w** takes it apart. **Enter** edits every field, **$** "
        "works out the cost line by line, **m** draws the pain map, **c** opens the card on a "
        "narrow screen, **g** goes to the causes. **T** says why now: what set the project off, "
        "by when, and what a month of delay costs."
    )

    mapped: reactive[bool] = reactive(False, init=False, toggle_class="-map")
    """The map is shown instead of the list."""
    carded: reactive[bool] = reactive(False, init=False, toggle_class="-card")
    """On a narrow screen the card is shown instead of the list."""

    def __init__(self) -> None:
        super().__init__()
        self._ordered = False

    def compose_body(self) -> ComposeResult:
        with Horizontal():
            with Vertical(id="left"):
                with Pane("Pains", id="pains"):
                    yield Heads(COLUMNS)
                    yield Listing(COLUMNS, id="list")
                    yield PainMap(id="map")
                    yield Static(plain(LEGEND), id="legend")
                with Pane("Trigger", id="trigger"), VerticalScroll(can_focus=False):
                    yield Static(id="events")
            with Pane("Pain", id="card"), VerticalScroll(id="card-scroll"):
                yield Static(id="card-text")

    def show(self) -> None:
        """Paint list, map, card and trigger."""
        project, known = self.project, self._trauma()
        worst_first = sorted(
            project.pains.values(),
            key=lambda p: (-(known.get(p.id) or -1), -float(p.cost_likely or 0)),
        )
        self.query_one("#list", Listing).show(
            [_row(pain, known.get(pain.id), self.evaluation is None) for pain in worst_first]
        )
        self._start_at_the_worst()
        unit = f"{currency(project).strip()}M/yr"
        self.query_one(Heads).show(
            [replace(c, title=unit) if c.title == "M/yr" else c for c in COLUMNS]
        )
        summary = summary_of(project)
        if self.ossbuy.trouble:
            summary = self.ossbuy.trouble
        elif self.evaluation is None and project.pains:
            summary += " · computing…"
        self.query_one("#pains", Pane).entitle("Pains", summary)
        self.query_one("#trigger", Pane).entitle("Trigger", trigger_summary(project))
        self.query_one("#events", Static).update(trigger_text(project, self.ossbuy.today()))
        self._show_focused()

    def _start_at_the_worst(self) -> None:
        """The first time the order is known, the cursor stands on the worst pain."""
        if self.evaluation is not None and not self._ordered:
            self._ordered = True
            self.query_one("#list", Listing).highlighted = 0 if self.project.pains else None

    def _trauma(self) -> dict[str, float | None]:
        evaluation = self.evaluation
        if evaluation is None:
            return {}
        return {pain: evaluation.trauma_of(pain) for pain in self.project.pains}

    def _show_focused(self) -> None:
        pain = self.project.pains.get(self.focused_thing())
        card = self.query_one("#card", Pane)
        if pain is None:
            card.entitle("Pain")
            self.query_one("#card-text", Static).update(
                plain("Nobody has told a pain yet. What happened? Press n to tell the first.")
            )
        else:
            card.entitle(pain.code, pain.name)
            self.query_one("#card-text", Static).update(pain_card(self.project, pain))
        self._draw_map()

    def _draw_map(self) -> None:
        if not self.mapped:
            return
        drawn = self.query_one(PainMap)
        spots = [
            Spot(
                p.id,
                p.code,
                p.severity,
                float(p.cost_likely) / 1e6,
                p.breadth or 0,
                p.evidence or "",
            )
            for p in self.project.pains.values()
            if p.severity is not None and p.cost_likely is not None
        ]
        size = drawn.size
        unit = f"{currency(self.project).strip()}M"
        drawn.update(pain_map(spots, size.width, size.height, self.focused_thing(), unit))

    def on_resize(self) -> None:
        """Draw the map for the new size."""
        self.call_after_refresh(self._draw_map)

    def watch_mapped(self) -> None:
        """Draw the map when it appears."""
        self.call_after_refresh(self._draw_map)

    @on(Listing.OptionHighlighted)
    def _moved(self) -> None:
        self._show_focused()

    @on(Listing.OptionSelected)
    def _edit(self) -> None:
        pain = self.project.pains.get(self.focused_thing())
        if pain is not None:
            from_library = " · from the library" if pain.library else ""
            title = f"{pain.code} {pain.name}{from_library}"
            self._ask(title, pain, Editing(self.ossbuy, "pain", pain.id))

    def _ask(
        self, title: str, pain: Pain | None, submit: Callable[[Mapping[str, str]], str]
    ) -> None:
        from ossbuy.tui.pain_fields import pain_fields  # reads templates: not before it is needed

        try:
            fields = pain_fields(self.project, pain)
        except BadFile as no:
            toast(self.app, str(no), "error")
        else:
            self.app.push_screen(Form(title, fields, submit))

    def action_tell(self) -> None:
        """A new pain."""
        self._ask("What happened?", None, self._told)

    def _told(self, typed: Mapping[str, str]) -> str:
        if not typed.get("name", "").strip():
            return "The pain has no name: enter two or three words for the list."
        said = {name: text for name, text in typed.items() if text.strip()}
        return self.ossbuy.attempt(
            lambda p: commands.add(p, "pain", {"code": free_code(p, "pain")} | read(p, said))
        )

    def action_cost(self) -> None:
        """Work out the focused pain's yearly cost, line by line."""
        if pain := self.focused_thing():
            self.app.push_screen(CostLines(pain))

    def action_triggers(self) -> None:
        """Why now: tell, edit and remove what set the project off."""
        self.app.push_screen(Triggers())

    def action_remove(self) -> None:
        """Remove the focused pain, after a yes."""
        ident = self.focused_thing()
        if pain := self.project.pains.get(ident):
            self.ossbuy.ask(
                f"Remove {pain.code} {pain.name} with its links and shares? "
                "It stays in the history, and undo brings it back.",
                "Remove",
                lambda: self.ossbuy.do(lambda p: commands.remove(p, "pain", ident)),
            )

    def action_map(self) -> None:
        """List or map."""
        self.mapped = not self.mapped

    def action_card(self) -> None:
        """Card or list, where there is no room for both."""
        self.carded = not self.carded
        self.query_one("#card-scroll" if self.carded else "#list").focus()

    def focused_thing(self) -> str:
        """The pain under the cursor."""
        return self.query_one("#list", Listing).current

    def select(self, ident: str) -> bool:
        """Put the cursor on a pain."""
        return self.query_one("#list", Listing).go_to(ident)

    def walk_forward(self) -> tuple[str, str] | None:
        """The pain's strongest cause, or what it asks for where no cause is known."""
        pain = self.focused_thing()
        causes = [(s, c) for (c, e), s in self.project.contributions.items() if e == pain]
        if causes:
            return ("causes", max(causes)[1])
        asked = asked_of(self.project, pain)
        return ("requirements", min(asked)) if asked else None

    def why(self) -> tuple[str, ...] | None:
        """The trauma index of the focused pain."""
        return ("pain", self.focused_thing()) if self.focused_thing() else None

    def back(self) -> bool:
        """Close the card or the map."""
        if self.carded or self.mapped:
            self.carded = self.mapped = False
            self.query_one("#list").focus()
            return True
        return False


def _row(pain: Pain, trauma: float | None, computing: bool) -> Row:
    unknown = "…" if computing else "open"
    library = " · library" if pain.library else ""
    return Row(
        pain.id,
        (
            plain(unknown if trauma is None else f"{trauma:.1f}", "bold"),
            bar(trauma or 0, 100, 8),
            one_line(pain.code, "$text-primary"),
            Content.assemble(one_line(pain.name), plain(library, "$text-muted")),
            dots(pain.severity),
            plain("—" if pain.cost_likely is None else millions(pain.cost_likely)),
            plain(
                f"{EVIDENCE_WORD[pain.evidence]} {pain.evidence}" if pain.evidence else "nothing"
            ),
            plain(f"{pain.layer} {LAYER_WORD[pain.layer]}" if pain.layer else "not said"),
        ),
    )
