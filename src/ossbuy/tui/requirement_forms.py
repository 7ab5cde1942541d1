"""Writing, changing and removing sections and requirements, and what opens over their screen."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from ossbuy.model import commands
from ossbuy.model.codes import free_section, free_under
from ossbuy.model.events import Act
from ossbuy.model.project import Project
from ossbuy.model.requirement import Requirement, Section
from ossbuy.tui.covering import path_of
from ossbuy.tui.editing import Editing, adding, read
from ossbuy.tui.modals.form import Form
from ossbuy.tui.requirement_fields import points_typed, requirement_fields, section_fields
from ossbuy.tui.text import toast

if TYPE_CHECKING:
    from ossbuy.phrasing.hit import Hit
    from ossbuy.tui.app import OssbuyApp


def edit(app: OssbuyApp, ident: str) -> None:
    """Every field of a requirement or a section, its points among them."""
    project = app.project
    thing: Requirement | Section
    if requirement := project.requirements.get(ident):
        thing, family, fields = requirement, "requirement", requirement_fields(project, requirement)
    elif section := project.sections.get(ident):
        thing, family, fields = section, "section", section_fields(project, section)
    else:
        return

    def also(now: Project, typed: Mapping[str, str]) -> list[Act]:
        return points_typed(now, ident, typed)

    submit = Editing(app, family, ident, also)
    app.push_screen(Form(f"{thing.code} {thing.label}", fields, submit))


def write(app: OssbuyApp, near: str) -> None:
    """A new requirement in the section a thing stands in; without any section, that first."""
    project = app.project
    section = project.sections.get(project.by_code("sections", _section_of(project, near)) or "")
    if section is None:
        write_section(app)
        return
    fields = [f for f in requirement_fields(project, None) if f.name != "section"]

    def written(typed: Mapping[str, str]) -> str:
        def command(now: Project) -> Act:
            code = typed.get("code", "").strip() or free_under(now, section.id)
            own = {**typed, "section": section.code, "code": code}
            return commands.add(now, "requirement", read(now, own))

        return adding(app, "requirement", command)

    app.push_screen(Form(f"What shall it do? ({section.code})", fields, written))


def write_section(app: OssbuyApp) -> None:
    """A new section."""

    def written(typed: Mapping[str, str]) -> str:
        def command(now: Project) -> Act:
            code = typed.get("code", "").strip() or free_section(now)
            return commands.add(now, "section", read(now, {**typed, "code": code}))

        return adding(app, "section", command)

    app.push_screen(Form("A new section", section_fields(app.project, None), written))


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


def reword(app: OssbuyApp, ident: str, hit: Hit, language: str, *, quiet: bool = False) -> bool:
    """Take the proposal of a hit as one act; whether it was recorded.

    ``quiet`` where a tick on the line says so, and a toast would cover the next proposal.
    """
    from ossbuy.procedure.wording import accept_rewrite

    before = app.workspace.seq
    app.do(lambda p: accept_rewrite(p, ident, hit.rule, language))
    if taken := app.workspace.seq > before:
        split = " and split in two" if len(hit.rewrite) > 1 else ""
        if split or not quiet:
            toast(app, f"{app.project.label(ident)} is worded anew{split}; u takes it back.")
    return taken


def _section_of(project: Project, near: str) -> str:
    """Code of the section a thing stands in; the first section's where there is none."""
    inside = next((node for node in path_of(project, near) if node in project.sections), "")
    section = project.sections.get(inside or next(iter(project.sections), ""))
    return section.code if section else ""


def over(app: OssbuyApp, what: str, at: str) -> None:
    """Open a window about a thing: library, proposals, taking in by pasting, wording."""
    match what:
        case "library":
            from ossbuy.tui.modals.library import Library

            app.push_screen(Library("requirements"))
        case "proposals":
            from ossbuy.tui.modals.proposals import Proposals

            app.push_screen(Proposals(at))
        case "taking":
            from ossbuy.tui.modals.taking_requirements import TakeRequirements

            app.push_screen(TakeRequirements(_section_of(app.project, at)))
        case "file":
            from ossbuy.tui.modals.importing import ImportMatrix
            from ossbuy.tui.modals.which_file import WhichFile
            from ossbuy.tui.widgets.import_rows import ENDINGS

            def chosen(path: Path) -> str:
                if not path.is_file():
                    return f"{path} is not there: check the path."
                app.call_later(app.push_screen, ImportMatrix(path))
                return ""

            app.push_screen(WhichFile("Which requirement matrix?", ENDINGS, chosen))
        case "wording":
            from ossbuy.tui.modals.wording import Wording

            def there(ident: str | None) -> None:
                if ident:
                    app.go("requirements", ident)

            app.push_screen(Wording(), there)
