"""Multiplying weights by layer of value: what each choice does to the ranking, then adopting."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, cast

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from ossbuy.model.events import Refused
from ossbuy.model.layering import OWN_WORD, Factors, adopt_layers, factors_of, shown
from ossbuy.tui.text import one_line, plain
from ossbuy.tui.widgets.listing import Column, Heads, Listing, Row
from ossbuy.tui.widgets.ranking import points

if TYPE_CHECKING:
    from ossbuy.procedure.layers import Effect
    from ossbuy.tui.app import OssbuyApp

CHOICES = (Column("layers ×", 12), Column("", 10, flexible=True))
RANKING = (
    Column("vendor", 10, flexible=True),
    Column("now", 6, "right"),
    Column("points", 10, "right"),
    Column("then", 6, "right"),
    Column("points", 10, "right"),
)


class Multipliers(ModalScreen[None]):
    """Presets and an own choice; nothing is recorded before somebody adopts one."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("o", "own", "own"),
        Binding("escape,q", "close", "close"),
    ]
    HELP = (
        "The weights at each layer of value are multiplied and scaled back to 100 %. Below stands "
        "what the choice under the cursor does to the ranking. **Enter** adopts it: the evaluation "
        "model goes on record again, with a reason after the weight lock. **o** types three "
        "multipliers of your own, such as 1/1.1/1.2."
    )

    def __init__(self) -> None:
        super().__init__()
        self._choices: dict[str, tuple[Factors, str, str]] = {}
        """By what is shown: multipliers, meaning, source."""
        self._effects: dict[str, Effect] = {}

    @property
    def ossbuy(self) -> OssbuyApp:
        """The application, typed."""
        return cast("OssbuyApp", self.app)

    def compose(self) -> ComposeResult:
        with Vertical(classes="box multipliers") as box:
            box.border_title = plain("Multiply weights by layer of value")
            box.border_subtitle = plain("Enter adopts · o own · Esc closes")
            yield Heads(CHOICES)
            yield Listing(CHOICES, id="choices")
            yield Input(
                placeholder="layers 1, 2 and 3, such as 1/1.1/1.2",
                id="own",
                classes="field",
                compact=True,
            )
            yield Static(id="effect", classes="sentence")
            yield Heads(RANKING)
            yield Listing(RANKING, id="then")
            yield Static(classes="refusal")

    def on_mount(self) -> None:
        """List the presets; the one the project has is marked."""
        from ossbuy.exchange.layers import layer_presets

        for preset in layer_presets():
            said = f"{preset.meaning} ({preset.basis})"
            self._choices[shown(preset.factors)] = (preset.factors, said, preset.source)
        model = self.ossbuy.workspace.project.model
        if model is not None:
            own = factors_of(model)
            self._choices.setdefault(shown(own), (own, "The multipliers adopted now.", OWN_WORD))
        self.watch(self.app, "project", self._adopted, init=False)
        self._list()
        self.query_one("#choices", Listing).focus()

    def _adopted(self) -> None:
        """What was recorded meanwhile changes what every choice would do."""
        self._effects.clear()
        self._list()
        self._looked_at()

    def _list(self) -> None:
        model = self.ossbuy.workspace.project.model
        now = shown(factors_of(model)) if model is not None else ""
        self.query_one("#choices", Listing).show(
            [
                Row(
                    name,
                    (
                        plain(f"{'►' if name == now else ' '} {name}", "bold"),
                        one_line(meaning + (" Adopted now." if name == now else "")),
                    ),
                )
                for name, (_, meaning, _) in self._choices.items()
            ]
        )

    @on(Listing.OptionHighlighted, "#choices")
    def _looked_at(self) -> None:
        name = self.query_one("#choices", Listing).current
        if name in self._effects:
            self._show(name)
        elif name:
            self.query_one("#effect", Static).update(plain("computing…", "$text-muted"))
            self._reckon(name)

    @work(thread=True, exclusive=True, group="multipliers", exit_on_error=False)
    def _reckon(self, name: str) -> None:
        from ossbuy.procedure.layers import layer_effect  # arithmetic: not before it is needed

        try:
            effect = layer_effect(self.ossbuy.workspace.project, self._choices[name][0])
        except (Refused, ValueError) as no:
            self.app.call_from_thread(self._refuse, str(no))
            return
        self.app.call_from_thread(self._reckoned, name, effect)

    def _reckoned(self, name: str, effect: Effect) -> None:
        self._effects[name] = effect
        if self.is_mounted and self.query_one("#choices", Listing).current == name:
            self._show(name)

    def _refuse(self, said: str) -> None:
        self.query_one("#effect", Static).update(plain(""))
        self.query_one(".refusal", Static).update(plain(f"✖ {said}" if said else ""))

    def _show(self, name: str) -> None:
        effect = self._effects[name]
        same = effect.after is effect.before
        said = "These multipliers count now." if same else effect.sentence()
        self._refuse("")
        self.query_one("#effect", Static).update(plain(said))
        before = {s.vendor: s for s in effect.before.standings}
        self.query_one("#then", Listing).show(
            [
                Row(
                    then.vendor,
                    (
                        one_line(then.label, "bold" if then.rank == 1 else ""),
                        plain(str(before[then.vendor].rank or "–")),
                        plain(points(before[then.vendor])),
                        plain(str(then.rank or "–")),
                        plain(points(then), "bold"),
                    ),
                )
                for then in effect.after.standings
            ]
        )

    def action_own(self) -> None:
        """Type three multipliers."""
        self.query_one("#own", Input).focus()

    @on(Input.Submitted, "#own")
    def _typed(self, event: Input.Submitted) -> None:
        from ossbuy.exchange.errors import BadFile
        from ossbuy.exchange.layers import read_factors
        from ossbuy.model.layering import with_layers

        try:
            factors = read_factors(event.value, "layers")
            if (model := self.ossbuy.workspace.project.model) is not None:
                with_layers(model, factors)
        except BadFile as no:
            self._refuse(f"{no.what[:1].upper()}{no.what[1:]}")
            return
        except Refused as no:
            self._refuse(no.sentence())
            return
        name = shown(factors)
        self._choices.setdefault(name, (factors, "Typed here: your own choice.", OWN_WORD))
        self._list()
        choices = self.query_one("#choices", Listing)
        choices.focus()
        choices.go_to(name)

    @on(Listing.OptionSelected, "#choices")
    def _adopt(self) -> None:
        factors, _, source = self._choices[self.query_one("#choices", Listing).current]
        no = self.ossbuy.attempt(lambda project: adopt_layers(project, factors, source))
        if no:
            self._refuse(no)

    def action_close(self) -> None:
        """Leave the field, or close."""
        if self.query_one("#own", Input).has_focus:
            self.query_one("#choices", Listing).focus()
        else:
            self.dismiss()
