"""The forms of a person: who they are and where they sit, and what they said of their work."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ossbuy.exchange.interview import interview
from ossbuy.model.trauma import SEATS, Person
from ossbuy.model.words import field_word
from ossbuy.tui.editing import fields_for
from ossbuy.tui.modals.form import Field

if TYPE_CHECKING:
    from ossbuy.model.project import Project

YES_NO = ("yes", "no")
FORM = (
    Field("code", "Id", hint="One word, short, such as okafor", part="Who"),
    Field("name", "Name", hint="Stands in a field of its own, so that it can be blanked for good"),
    Field("role", "Role", hint="What they do here:"),
    Field("seat", "Seat", hint="Seen from the system:", choices=SEATS, part="Where they sit"),
    Field("daily_user", "Uses it daily", hint="yes or no: works with it every day", choices=YES_NO),
    Field("hours_week", "Hours a week", hint="With the system; a number"),
    Field(
        "in_room",
        "In the room",
        hint="yes or no; no is somebody who is hurt and not there; empty is not said",
        choices=YES_NO,
    ),
    Field(
        "faces_end_users",
        "Meets customers",
        hint="yes or no: meets the end customers",
        choices=YES_NO,
    ),
    Field("evaluator", "Evaluator", hint="yes or no", choices=YES_NO, part="What they do here"),
    Field("voting_power", "Voting power", hint="How much their weights count; empty is 1"),
    Field("conflict", "Conflict", hint="Of interest, in their words; 'none' once asked", lines=2),
)
LABELS = {"main_kpi": "Main KPI", "vital_why": "Why that one", "vital_often": "How often"}
"""Shorter than the words of the record, where there is no room for those."""
LONG = {"duties": 3, "how_helps": 3, "vital_why": 2, "other_processes": 3}
"""Lines of the answers that take more than one."""


def person_fields(project: Project, person: Person | None) -> list[Field]:
    """The fields of a person as they stand, or of somebody new."""
    roles = tuple(dict.fromkeys(p.role for p in project.people.values() if p.role))
    return fields_for(project, person, FORM, {"role": roles})


def interview_fields(project: Project, person: Person) -> list[Field]:
    """The answers of one person, each with its question."""
    named = dict.fromkeys(p.vital_process for p in project.people.values() if p.vital_process)
    layout = tuple(
        Field(
            question.field,
            LABELS.get(question.field) or field_word(question.field).capitalize(),
            hint=f"Ask: {question.ask} {question.purpose}",
            lines=LONG.get(question.field, 1),
        )
        for question in interview().questions
    )
    return fields_for(project, person, layout, {"vital_process": tuple(named)})
