"""Rows of the ballots screen: what is weighed and how far it is, who has voted."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content

from ossbuy.model import balloting
from ossbuy.model.project import Project
from ossbuy.model.weighing import TOP
from ossbuy.tui.naming import coded
from ossbuy.tui.numbers import count
from ossbuy.tui.text import one_line, plain
from ossbuy.tui.widgets.listing import Column, Listing, Row

NODES = (Column("under", 12, flexible=True), Column("stands", 11))
PEOPLE = (
    Column("person", 10, flexible=True),
    Column("power", 5, "right", least=32),
    Column("ballot", 11),
)


class Nodes(Listing):
    """What is weighed."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "select", "people", key_display="↵", tooltip="Who weighs this")
    ]
    HELP = "**What is weighed**: all sections, or what stands under one. **Enter**: its people."


class Voters(Listing):
    """Who weighs it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "select", "vote", key_display="↵", tooltip="Begin this person's ballot")
    ]
    HELP = (
        "**People with a vote**: those in the latest workshop, else those with voting power or a "
        "ballot; the others may vote, too. **Enter** begins a person's ballot, a new one replaces "
        "the one passed on in this round. Who has voted is shown, what they said is not."
    )


def person_label(project: Project, person: str) -> str:
    """What to call a person, even one who was removed since."""
    return project.people[person].label if person in project.people else person


def node_row(project: Project, node: str) -> Row:
    """A node by its place in the tree, and how far its weighing is."""
    if node == TOP:
        return Row(node, (plain("All sections", "bold"), _stands(project, node)))
    depth, above = 0, node
    while above := project.parent_of(above):
        depth += 1
    section = project.sections[node]
    name = Content.assemble(" " * (1 + depth), coded(section.code, section.title))
    return Row(node, (name, _stands(project, node)))


def _stands(project: Project, node: str) -> Content:
    at = balloting.open_round(project, node)
    if cast := balloting.cast_by(project, node, at):
        return plain(f"◐ {len(cast)} voted", "$text-warning")
    if node in project.grouped:
        return plain("✔ taken", "$text-success")
    if closed := balloting.closed_rounds(project, node):
        return plain(f"■ {count(len(closed), 'round')}", "$text-primary")
    return plain("○ not begun", "$text-muted")


def voter_rows(project: Project, node: str) -> list[Row]:
    """Everybody who may vote, those waited for first, and whether they have voted."""
    cast = balloting.cast_by(project, node, balloting.open_round(project, node))
    waited = balloting.voters(project)
    rows = []
    for person in balloting.may_vote(project):
        power = balloting.power(project, person)
        style = "" if person in waited or person in cast else "$text-muted"
        mark = plain("○ to do" if person in waited else "· may vote", style)
        if person in cast:
            mark = plain("✔ passed on", "$text-success")
        name = one_line(person_label(project, person), style)
        rows.append(Row(person, (name, plain("" if power == 1 else f"×{power:g}"), mark)))
    return rows
