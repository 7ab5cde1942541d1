"""People in a form: typed by their id, explained by name and role."""

from __future__ import annotations

from dataclasses import replace

from ossbuy.model.project import Project
from ossbuy.tui.modals.form import Field
from ossbuy.tui.widgets.pain_card import daily_words


def codes_of(project: Project) -> tuple[str, ...]:
    """The ids of everybody, as they are typed."""
    return tuple(person.code for person in project.people.values())


def speaker(project: Project, field: Field) -> Field:
    """A field for a person's id that says who that is while it is typed."""

    def who(typed: str) -> str:
        person = project.people.get(project.by_code("people", typed) or "")
        if person is None:
            return ""
        return " · ".join(p for p in (person.label, person.role, daily_words(person)) if p)

    return replace(field, explain=who)
