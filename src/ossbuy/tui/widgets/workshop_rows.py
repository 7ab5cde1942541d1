"""The lists of the Workshop screen: agenda, room, questions, parked items."""

from __future__ import annotations

import datetime as dt
from typing import ClassVar, Final

from textual.binding import Binding, BindingType
from textual.content import Content

from ossbuy.model import facilitating, voting
from ossbuy.model.project import Project
from ossbuy.model.workshop import Session
from ossbuy.tui.round_robin import Round
from ossbuy.tui.text import one_line, plain
from ossbuy.tui.time_box import written
from ossbuy.tui.widgets.listing import Column, Listing, Row

AGENDA: Final = (
    Column("", 1),
    Column("step", 12, flexible=True),
    Column("plan", 6, "right"),
    Column("took", 4, "right"),
)
ROOM: Final = (
    Column("", 1),
    Column("who", 12, flexible=True),
    Column("role", 18, least=52),
)
QUESTIONS: Final = (
    Column("", 3),
    Column("question", 12, flexible=True),
    Column("votes", 6, "right"),
)
PARKED: Final = (
    Column("", 1),
    Column("", 3),
    Column("parked", 12, flexible=True),
)


class Agenda(Listing):
    """Steps; Enter goes to one."""

    HELP = (
        "The **agenda**: **→** and **←** go along it, **Enter** goes to the step under the cursor."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "select", "go there", key_display="↵", id="agenda-enter")
    ]


class Room(Listing):
    """People; Enter gives somebody the word."""

    HELP = (
        "The **room**: **Space** gives the word to the next person nobody has heard, **Backspace** "
        "takes it back, **Enter** gives it to the person under the cursor, **i** changes who is "
        "here."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "select", "the word", key_display="↵", id="room-enter")
    ]


class Questions(Listing):
    """Questions; Enter passes the keyboard round, or shows the votes."""

    HELP = (
        "**Questions** to the room: **a** asks one, **Enter** or **v** passes the keyboard round, "
        "**s** shows the votes once everybody has voted."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "select", "vote", key_display="↵", id="question-enter")
    ]


class ParkedItems(Listing):
    """Parked items; Enter says what became of one."""

    HELP = "**Parked**: **p** puts something aside, **Enter** says what became of it."
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "select", "resolve", key_display="↵", id="parked-enter")
    ]


def agenda_rows(project: Project, session: Session, moment: dt.datetime) -> list[Row]:
    """One line per step: where it stands, planned and taken minutes."""
    rows = []
    for key, step in facilitating.steps_of(project, session.id).items():
        here = key == session.step and bool(step.turn)
        mark, style = ("►", "$text-accent") if here else ("✔", "$text-success")
        if not step.began:
            mark, style = "·", "$text-muted"
        planned = "open" if step.minutes is None else f"{step.minutes:g}"
        planned += f"+{step.extra:g}" if step.extra else ""
        taken = facilitating.minutes_at(step, written(moment))
        over = step.box is not None and taken > step.box
        rows.append(
            Row(
                key,
                (
                    plain(mark, style),
                    one_line(step.title, "bold" if here else ""),
                    plain(planned, "$text-muted"),
                    plain(
                        f"{'▲' if over else ''}{taken:.0f}" if step.began else "",
                        "$text-warning" if over else "",
                    ),
                ),
            )
        )
    return rows


def room_rows(project: Project, session: Session, turn: Round) -> list[Row]:
    """One line per person in the room: who has the word, who had it, who has not."""
    rows = []
    for person in session.present:
        if person not in project.people:
            continue
        mark, style = "·", "$text-muted"
        if person == turn.speaking:
            mark, style = "►", "$text-accent"
        elif person in turn.heard:
            mark, style = "✔", "$text-success"
        who = project.people[person]
        name = one_line(who.label, "bold" if person == turn.speaking else "")
        rows.append(Row(person, (plain(mark, style), name, one_line(who.role, "$text-muted"))))
    return rows


def question_rows(project: Project, session: Session) -> list[Row]:
    """One line per question: how many have voted, or that the votes are shown."""
    rows = []
    for question in voting.questions_of(project, session.id):
        if question.closed:
            state = plain("shown", "$text-success")
        else:
            cast = len(voting.voted(project, question.id))
            waited = len(voting.waiting(project, question.id))
            state = plain(f"{cast}/{cast + waited}", "$text-accent")
        code = one_line(question.code, "$text-primary")
        rows.append(Row(question.id, (code, one_line(question.text), state)))
    return rows


def parked_rows(project: Project, session: Session) -> list[Row]:
    """One line per parked item of this workshop, with what became of it."""
    rows = []
    for item in project.parked.values():
        if item.session != session.id:
            continue
        mark = plain("✔", "$text-success") if item.resolution else plain("○", "$text-accent")
        said = Content.assemble(
            one_line(item.text, "$text-muted" if item.resolution else ""),
            " → " if item.resolution else "",
            one_line(item.resolution),
        )
        rows.append(Row(item.id, (mark, one_line(item.code, "$text-primary"), said)))
    return rows
