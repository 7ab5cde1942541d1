"""The project's settings on screen: what is bought, and how weights and prices come together."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from ossbuy.model import commands
from ossbuy.model.events import Act, Json, Refused
from ossbuy.model.project import Project
from ossbuy.model.scoring import EVIDENCE_MODES, POLICY_WORDS, PRICE_FORMULAS, TRAUMA_WORDS
from ossbuy.model.weighing import GROUP_METHODS
from ossbuy.tui.editing import read, shown
from ossbuy.tui.modals.form import Field, Form

if TYPE_CHECKING:
    from ossbuy.tui.app import OssbuyApp

SHARE: Final = "A share from 0 to 1, such as 0.4"
DESCRIPTION: Final = (
    Field("name", "What is bought", part="The project"),
    Field("subject", "Subject", hint="In one line"),
    Field("buyer", "Buyer", hint="Who buys"),
    Field("lot", "Lot", hint="One project is one lot"),
    Field("currency", "Currency", hint="ISO 4217, three letters, such as EUR"),
    Field("base_year", "Base year", hint="The year whose money is meant"),
    Field("owner", "Run by", hint="A person's id"),
)
POLICY: Final = (
    Field(
        "trauma_word",
        "Wording",
        hint="What it is called on every screen and in every report",
        choices=TRAUMA_WORDS,
        part="Words and weights",
    ),
    Field("blend", "λ", hint="0 stated weights alone, 1 what follows from the pains alone"),
    Field("stated_layer", "Thinking stops at", hint="Value layer 1, 2 or 3, as the buyer says"),
    Field(
        "group_method",
        "Group's weights",
        hint="How people's ballots are brought together",
        choices=GROUP_METHODS,
    ),
    Field(
        "score_method",
        "Panel's scores",
        hint="How several evaluators' scores of one answer are brought together",
        choices=POLICY_WORDS["score_method"],
    ),
    Field("price_share", "Price share", hint=SHARE, part="Price and evidence"),
    Field("price_formula", "Price formula", hint="One of", choices=PRICE_FORMULAS),
    Field("price_ceiling", "Price ceiling", hint="Published amount, for ceiling-linear"),
    Field("evidence_mode", "Evidence", hint="discount or widen", choices=EVIDENCE_MODES),
    Field("overlap_factor", "Overlap factor", hint=SHARE, part="Doing nothing"),
    Field("addressable_share", "Addressable share", hint=SHARE),
    Field("ramp", "Ramp", hint="One share a year with spaces between, such as 0.1 0.5 0.9"),
    Field("exchange_rate", "Exchange rate", hint="Project money per unit of the model's money"),
    Field("exchange_date", "Rate of", hint="The date the rate was read"),
)


def settings(app: OssbuyApp) -> Form:
    """The form, filled with what the project says now."""
    project = app.project
    fields = [_filled(f, shown(project, project.description, f.name)) for f in DESCRIPTION]
    fields += [_filled(f, _policy_text(project, f.name)) for f in POLICY]

    def submit(typed: Mapping[str, str]) -> str:
        return app.attempt(lambda p: change(p, typed))

    return Form("Project settings", fields, submit)


def change(project: Project, typed: Mapping[str, str]) -> Act:
    """What was typed into the form as one act; only what differs is in it."""
    own = {f.name for f in DESCRIPTION}
    acts = []
    if described := {n: t for n, t in typed.items() if n in own}:
        acts.append(commands.describe(project, read(project, described)))
    if policy := {n: t for n, t in typed.items() if n not in own}:
        acts.append(commands.set_policy(project, {n: _value(n, t) for n, t in policy.items()}))
    if not acts:
        raise Refused("It already says that: nothing to change.")
    return acts[0] if len(acts) == 1 else commands.merge(acts, acts[0].kind)


def _value(name: str, text: str) -> Json:
    said = text.strip()
    if name == "ramp":
        return said.replace(";", " ").split() or None
    if name in ("blend", "price_share", "overlap_factor", "addressable_share", "exchange_rate"):
        # A decimal comma can be read in one way only here.
        said = said.replace(",", ".") if said.count(",") == 1 and "." not in said else said
    return said or None


def _policy_text(project: Project, name: str) -> str:
    value = getattr(project.policy, name)
    if name == "ramp":
        return " ".join(f"{share:g}" for share in value)
    return f"{value:g}" if isinstance(value, float) else shown(project, project.policy, name)


def _filled(field: Field, value: str) -> Field:
    return replace(field, value=value)
