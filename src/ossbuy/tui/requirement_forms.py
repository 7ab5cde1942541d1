"""Writing, changing and removing sections and requirements: the forms and what they record."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from ossbuy.model import commands
from ossbuy.model.events import Act
from ossbuy.model.project import Project
from ossbuy.model.requirement import Requirement, Section
from ossbuy.tui.covering import path_of
from ossbuy.tui.editing import Editing, fields_for, read
from ossbuy.tui.modals.form import Field, Form
from ossbuy.tui.requirement_fields import REQUIREMENT, SECTION, points_field, points_typed

if TYPE_CHECKING:
    from ossbuy.tui.app import OssbuyApp


def edit(app: OssbuyApp, ident: str) -> None:
    """Every field of a requirement or a section, its points among them."""
    project = app.project
    thing: Requirement | Section
    layout: tuple[Field, ...]
    if ident in project.requirements:
        thing, family, layout = project.requirements[ident], "requirement", REQUIREMENT
    elif ident in project.sections:
        thing, family, layout = project.sections[ident], "section", SECTION
    else:
        return
    fields = fields_for(project, thing, layout, _choices(project))
    fields.append(points_field(project, ident))

    def also(now: Project, typed: Mapping[str, str]) -> list[Act]:
        return points_typed(now, ident, typed)

    submit = Editing(app, family, ident, also)
    app.push_screen(Form(f"{thing.code} {thing.label}", fields, submit))


def write(app: OssbuyApp, near: str) -> None:
    """A new requirement in the section a thing stands in; without any section, that first."""
    project = app.project
    inside = next((node for node in path_of(project, near) if node in project.sections), "")
    section = project.sections.get(inside or next(iter(project.sections), ""))
    if section is None:
        write_section(app)
        return
    fields = fields_for(project, None, REQUIREMENT, _choices(project))
    fields = [f for f in fields if f.name != "section"]

    def written(typed: Mapping[str, str]) -> str:
        own = {**typed, "section": section.code}
        return app.attempt(lambda p: commands.add(p, "requirement", read(p, own)))

    app.push_screen(Form(f"What shall it do? ({section.code})", fields, written))


def write_section(app: OssbuyApp) -> None:
    """A new section."""
    app.push_screen(
        Form(
            "A new section",
            fields_for(app.project, None, SECTION, _choices(app.project)),
            lambda typed: app.attempt(lambda p: commands.add(p, "section", read(p, typed))),
        )
    )


def remove(app: OssbuyApp, ident: str) -> None:
    """Remove a requirement or a section, after a yes."""
    project = app.project
    family = "requirement" if ident in project.requirements else "section"
    thing = project.requirements.get(ident) or project.sections.get(ident)
    if thing is None:
        return
    app.ask(
        f"Remove {thing.code} {thing.label} with its links and its stated weight? "
        "It stays in the history, and undo brings it back.",
        "Remove",
        lambda: app.do(lambda p: commands.remove(p, family, ident)),
    )


def _choices(project: Project) -> Mapping[str, tuple[str, ...]]:
    codes = tuple(s.code for s in project.sections.values())
    return {"section": codes, "parent": codes}
