"""From what was typed into a form to a command, one sentence when it cannot be."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from ossbuy.model import commands
from ossbuy.model.events import Act, Json
from ossbuy.model.fold import ENTITIES
from ossbuy.model.project import Project
from ossbuy.model.references import POINTS_TO
from ossbuy.model.telling import value_words
from ossbuy.model.words import field_word
from ossbuy.tui.modals.form import Field

if TYPE_CHECKING:
    from ossbuy.tui.app import OssbuyApp
    from ossbuy.tui.door import Command

BY_CODE = {"owner": "people", **{name: where for name, (_, where) in POINTS_TO.items()}}
"""Fields that hold an internal id and are typed by code, with the family they point to."""


def shown(project: Project, thing: object, name: str) -> str:
    """The text a field starts with."""
    value = getattr(thing, name, None)
    if value is None or value == "":
        return ""
    if name in BY_CODE:
        return project.label(str(value))
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value)


def read(project: Project, typed: Mapping[str, str]) -> dict[str, Json]:
    """Typed texts as a command takes them: people and sections by id, empty texts as nothing."""
    fields: dict[str, Json] = {}
    for name, text in typed.items():
        value: Json = text.strip() or None
        if value and name in BY_CODE:
            value = project.by_code(BY_CODE[name], str(value)) or value
        fields[name] = value
    return fields


def fields_for(
    project: Project,
    thing: object,
    layout: tuple[Field, ...],
    choices: Mapping[str, tuple[str, ...]],
) -> list[Field]:
    """A form's fields, filled with what a thing says now."""
    return [
        replace(f, value=shown(project, thing, f.name), choices=choices.get(f.name, f.choices))
        for f in layout
    ]


def adding(app: OssbuyApp, family: str, command: Command) -> str:
    """Record a new thing and put the cursor on it; why not, or an empty text.

    What is pressed next, such as Enter or $, is about what was just told. A matrix or a coverage
    that covers the lists keeps its place.
    """
    where = ENTITIES[family][0]
    before = set(getattr(app.workspace.project, where))
    if refusal := app.attempt(command):
        return refusal
    new = set(getattr(app.workspace.project, where)) - before
    stage = app.current_stage
    if new and stage and getattr(stage, "view", "lists") == "lists":
        stage.want(new.pop())
    return ""


class Editing:
    """Submits a form about one thing; notices when somebody else changed it meanwhile.

    The first try after such a change is refused with both values; the next one stands.
    """

    def __init__(
        self,
        app: OssbuyApp,
        family: str,
        ident: str,
        also: Callable[[Project, Mapping[str, str]], list[Act]] | None = None,
    ) -> None:
        self._app, self._family, self._ident, self._also = app, family, ident, also
        self._seen = app.project

    def __call__(self, typed: Mapping[str, str]) -> str:
        """Record what was typed; why not, or an empty text."""
        if refusal := self._overtaken(typed) or self._app.attempt(self._command(typed)):
            # A change found only while recording was shown too: it is not said a second time.
            self._seen = self._app.workspace.project
        return refusal

    def _overtaken(self, typed: Mapping[str, str]) -> str:
        where = ENTITIES[self._family][0]
        now = self._app.workspace.project
        old, new = (getattr(p, where).get(self._ident) for p in (self._seen, now))
        self._seen = now
        for name, text in typed.items():
            was, stands = (shown(p, t, name) for p, t in ((self._seen, old), (now, new)))
            if was != stands:
                return (
                    f"Somebody changed the {field_word(name)} meanwhile from "
                    f"{value_words(was)} to {value_words(stands)}: record again to make it "
                    f"{value_words(text)}, or leave theirs with Esc."
                )
        return ""

    def _command(self, typed: Mapping[str, str]) -> Command:
        def command(project: Project) -> Act:
            known = ENTITIES[self._family][1].model_fields
            own = {name: text for name, text in typed.items() if name in known}
            acts = self._also(project, typed) if self._also else []
            if own:
                acts.insert(
                    0, commands.change(project, self._family, self._ident, read(project, own))
                )
            return acts[0] if len(acts) == 1 else commands.merge(acts, acts[0].kind)

        return command
