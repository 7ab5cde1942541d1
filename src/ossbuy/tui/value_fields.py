"""The form of a value case: from the end customer's journey to a finance report."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from ossbuy.model.telling import value_words
from ossbuy.model.tracing import SHARES, trace
from ossbuy.model.words import field_word
from ossbuy.model.worth import CHAINS, JOURNEY, LEVERS, ValueCase
from ossbuy.tui.modals.form import Field
from ossbuy.tui.pain_fields import LAYERS

if TYPE_CHECKING:
    from ossbuy.model.project import Project
    from ossbuy.tui.app import OssbuyApp

SHARE = "In percent, such as 2.5; empty is not said"
CHAIN_WORDS = {
    "asserted": "asserted: somebody believes it",
    "correlated": "correlated: the two move together in the figures",
    "measured": "measured: seen in a trial or before and after a change",
}
OBSTRUCTS = (
    "yes if the benefit lives on hidden fees, default opt-in or leaving made hard: it is then "
    "listed and never counted"
)
FORM = (
    Field("layer", "Value layer", hint=" · ".join(LAYERS.values()), part="What it is for"),
    Field("stage", "Journey stage", hint="Where the end customer meets it:", choices=JOURNEY),
    Field(
        "friction",
        "Friction",
        hint="What is counted:",
        choices=(
            "steps",
            "minutes",
            "re-keying",
            "abandonment",
            "contacts per order",
            "promises kept",
        ),
        part="What is in the way",
    ),
    Field("unit", "Unit", hint="Unit of the two numbers below: minutes, %, steps"),
    Field("baseline", "Today", hint="A number, in that unit"),
    Field("target", "Target", hint="A number, in that unit"),
    Field("lever", "Revenue lever", hint="How ease becomes revenue:", choices=LEVERS, part="Money"),
    Field("segment", "Segment", hint="Whose revenue; with the lever, what is not counted twice:"),
    Field("volume", "Yearly revenue", hint="What runs through it: a plain number, {currency}"),
    Field("loss_low", "Lost, low, %", hint=SHARE),
    Field("loss", "Lost, likely, %", hint="Share of it lost today because of the friction"),
    Field("loss_high", "Lost, high, %", hint=SHARE),
    Field("margin", "Margin, %", hint="What is earned on that revenue"),
    Field("attribution", "System to blame, %", hint="Share of the loss the system is to blame for"),
    Field(
        "chain",
        "Chain strength",
        hint=" · ".join(CHAIN_WORDS.values()),
        choices=CHAINS,
        part="How we know",
    ),
    Field("finance_metric", "Finance metric", hint="The finance report that shows it"),
    Field("obstructs", "Obstructs", hint=OBSTRUCTS, choices=("yes", "no")),
    Field("note", "Note", hint="Anything else worth keeping", lines=2),
)


def shown(project: Project, ident: str, name: str) -> str:
    """The text a field starts with."""
    if name == "layer":
        thing = project.pains.get(ident) or project.requirements.get(ident)
        return str(thing.layer) if thing is not None and thing.layer else ""
    case = project.values.get(ident)
    value = getattr(case, name) if case is not None else None
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return "yes" if value else ""
    if name in SHARES:
        return f"{100 * value:.6g}"
    return f"{value:g}" if isinstance(value, float) else str(value)


def value_fields(project: Project, ident: str) -> list[Field]:
    """The fields of the value case of a pain or requirement."""
    segments = dict.fromkeys(case.segment for case in project.values.values() if case.segment)
    explained = {"layer": LAYERS, "chain": CHAIN_WORDS}
    found = []
    for field in FORM:
        field = replace(field, value=shown(project, ident, field.name))
        if field.name in explained:
            field = replace(field, explain=_meaning(explained[field.name]))
        elif field.name == "segment":
            field = replace(field, choices=tuple(segments))
        elif field.name == "volume":
            currency = project.description.currency or "in the project's currency"
            field = replace(field, hint=field.hint.format(currency=currency))
        found.append(field)
    return found


def _meaning(words: Mapping[str, str]) -> Callable[[str], str]:
    return lambda typed: words.get(typed.casefold(), "")


class Tracing:
    """Submits the form of a value case; fields others changed meanwhile are asked about first."""

    def __init__(self, app: OssbuyApp, ident: str) -> None:
        self._app, self._ident, self._seen = app, ident, app.project

    def __call__(self, typed: Mapping[str, str]) -> str:
        """Record what was typed; why not, or an empty text."""
        if said := self._overtaken(typed):
            return said
        fields = {
            name: f"{text} %" if name in SHARES and text.strip(" %") and "%" not in text else text
            for name, text in typed.items()
        }
        return self._app.attempt(lambda project: trace(project, self._ident, fields))

    def _overtaken(self, typed: Mapping[str, str]) -> str:
        now, seen = self._app.workspace.project, self._seen
        self._seen = now
        for name, text in typed.items():
            was, stands = (shown(project, self._ident, name) for project in (seen, now))
            if was != stands:
                return (
                    f"Somebody changed the {field_word(name)} meanwhile from "
                    f"{value_words(was)} to {value_words(stands)}: record again to make it "
                    f"{value_words(text)}, or leave theirs with Esc."
                )
        return ""


def lever_words(case: ValueCase) -> str:
    """Lever and segment: what must not be counted twice."""
    return " · ".join(part for part in (case.lever, case.segment) if part) or "not said"
