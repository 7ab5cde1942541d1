"""Trauma: what happened, who it hurts, and how much."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.reactive import reactive
from textual.widgets import Static

from ossbuy.exchange.errors import BadFile
from ossbuy.model import commands
from ossbuy.model.codes import free_code
from ossbuy.model.completing import incomplete, lacking
from ossbuy.model.trauma import Pain
from ossbuy.tui.editing import Editing, adding, read
from ossbuy.tui.modals.cost_lines import CostLines
from ossbuy.tui.modals.form import Form
from ossbuy.tui.scripted import ScriptedScreen
from ossbuy.tui.text import one_line, plain, toast
from ossbuy.tui.widgets.listing import Heads, Listing
from ossbuy.tui.widgets.pain_card import asked_of, pain_card
from ossbuy.tui.widgets.pain_map import LEGEND, PainMap
from ossbuy.tui.widgets.pain_rows import COLUMNS, columns, pain_row
from ossbuy.tui.widgets.pane import Pane
from ossbuy.tui.widgets.script_pane import ScriptPane
from ossbuy.tui.widgets.told import summary_of, trigger_summary, trigger_text

BESIDE = {
    "take": "taking:TakePains",
    "triggers": "triggers:Triggers",
    "burden": "burdens:Burdens",
    "feelings": "feelings:Feelings",
    "heart": "heart_head:HeartHead",
    "library": "library:Library",
}
"""What opens over the screen, as ``module:class`` of the modals; loaded when asked for."""


class Trauma(ScriptedScreen):
    """The pains, worst first, and what triggered the project."""

    stage = "trauma"
    CSS_PATH = "trauma.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("n", "tell", "new", tooltip="Tell a new pain", id="pain-new"),
        Binding("delete", "remove", "remove", show=False, tooltip="Remove the pain"),
        Binding(
            "v", "beside('take')", "paste", show=False, tooltip="Take in many pains: paste lines"
        ),
        Binding("i", "incomplete", "incomplete", show=False, tooltip="The next incomplete pain"),
        Binding("dollar_sign", "cost", "cost", show=False, tooltip="Work out the pain's cost"),
        Binding(
            "T",
            "beside('triggers')",
            "why now",
            show=False,
            tooltip="Why now: deadline, cost of delay",
        ),
        Binding("r", "beside('burden')", "burden", show=False, tooltip="What this asks of people"),
        Binding("e", "beside('feelings')", "feelings", show=False, tooltip="Feelings (private)"),
        Binding("h", "beside('heart')", "heart", show=False, tooltip="Heart and head (private)"),
        Binding(
            "I", "beside('library')", "library", show=False, tooltip="Pull pains from the library"
        ),
        Binding("m", "map", "map", show=False, tooltip="Pain map, and back to the list"),
        Binding("c", "card", "card", show=False, tooltip="The focused pain's card, where narrow"),
    ]
    HELP = (
        "**Trauma** asks what happened. Each line is a pain in somebody's words; the index from "
        "0 to 100 says how much it hurts: severity, frequency, breadth, cost a year and how long, "
        "times how well that is shown. **w** takes it apart. **Enter** edits every field, **$** "
        "works out the cost line by line, **m** draws the pain map, **c** opens the card on a "
        "narrow screen, **g** goes to the causes. **v** takes in many pains from pasted lines, "
        "**i** goes to the next pain that lacks something. **T** says why now: what set the "
        "project off, by when, and what a month of delay costs; **r** counts what the procurement "
        "itself asks of operations, in person-days. **e** keeps what people feel and **h** sets "
        "it against evidenced cost: both are private and change no weight. **s** shows questions "
        "to ask, with a clock: **→** and **←** go on and back, **S** shows another script."
    )

    mapped: reactive[bool] = reactive(False, init=False, toggle_class="-map")
    """The map is shown instead of the list."""
    carded: reactive[bool] = reactive(False, init=False, toggle_class="-card")
    """On a narrow screen the card is shown instead of the list."""

    def __init__(self) -> None:
        super().__init__()
        self._ordered = False

    def compose_body(self) -> ComposeResult:
        with Horizontal(id="panes"):
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
            yield ScriptPane(id="script")

    def show(self) -> None:
        """Paint list, map, card and trigger."""
        project, known = self.project, self._trauma()
        worst_first = sorted(
            project.pains.values(),
            key=lambda p: (-(known.get(p.id) or -1), -float(p.cost_likely or 0)),
        )
        self.query_one("#list", Listing).show(
            [pain_row(pain, known.get(pain.id), self.evaluation is None) for pain in worst_first]
        )
        self._start_at_the_worst()
        self.query_one(Heads).show(columns(project))
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
        said = ""
        if pain is None:
            card.entitle("Pain")
            self.query_one("#card-text", Static).update(
                plain(
                    "Nobody has told a pain yet. What happened? Press n to tell the first, v to "
                    "paste many at once, I for pains others were hurt by. W leads a workshop."
                )
            )
        else:
            card.entitle(pain.code, pain.name)
            lacks = lacking(pain)
            said = f"{pain.code}: {', '.join(lacks)} not said · i next" if lacks else ""
            self.query_one("#card-text", Static).update(pain_card(self.project, pain))
        self.query_one("#pains", Pane).border_subtitle = one_line(said, "$text-warning")
        self._draw_map()

    def _draw_map(self) -> None:
        if self.mapped:
            self.query_one(PainMap).draw(self.project, self.focused_thing())

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
        return adding(
            self.ossbuy,
            "pain",
            lambda p: commands.add(p, "pain", {"code": free_code(p, "pain")} | read(p, said)),
        )

    def action_beside(self, name: str) -> None:
        """Open what is kept beside the pains."""
        module, _, kind = BESIDE[name].partition(":")
        self.app.push_screen(getattr(import_module(f"ossbuy.tui.modals.{module}"), kind)())

    def action_incomplete(self) -> None:
        """Put the cursor on the next pain that lacks something."""
        listing = self.query_one("#list", Listing)
        here = (listing.highlighted if listing.highlighted is not None else -1) + 1
        lacks = set(incomplete(self.project))
        for row in (*listing.rows[here:], *listing.rows[:here]):
            if row.id in lacks:
                listing.go_to(row.id)
                return
        toast(self.app, "No pain lacks anything: every one is complete.")

    def action_cost(self) -> None:
        """Work out the focused pain's yearly cost, line by line."""
        if pain := self.focused_thing():
            self.app.push_screen(CostLines(pain))

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
        """Close the script, the card or the map."""
        if super().back():
            return True
        if self.carded or self.mapped:
            self.carded = self.mapped = False
            self.query_one("#list").focus()
            return True
        return False
