"""What can be typed about a requirement or a section, stated points among it."""

from __future__ import annotations

from collections.abc import Mapping

from ossbuy.model import commands
from ossbuy.model.events import Act, Refused
from ossbuy.model.project import Project
from ossbuy.tui.modals.form import Field

POINTS = Field("points", "Stated points", hint="Weight among its siblings; empty is not stated")
SECTION = (
    Field("code", "Id", hint="Short and your own, such as C9"),
    Field("title", "Title", hint="A few words"),
    Field("parent", "Under", hint="Id of the section above; empty at the top"),
)
REQUIREMENT = (
    Field("code", "Id", hint="Short and your own, such as C4.7"),
    Field("section", "Section", hint="Id of the section it stands under"),
    Field("title", "Title", hint="Two to five words for the lists"),
    Field("text", "Text", hint="One thing the system shall do", lines=3),
    Field("threshold", "Met when", hint="With number, unit and data set", lines=2),
    Field("verification", "Shown by", hint="Letters: D S P T R K A C, see F1"),
    Field("gate", "Gate", hint="yes or no: pass or fail, outside the sum", choices=("yes", "no")),
    Field("priority", "Wanted", hint="must, should or could", choices=("must", "should", "could")),
    Field("layer", "Value layer", hint="1 operations · 2 revenue · 3 the end customer"),
    Field("unique", "Only ours", hint="function or data; empty if others need it too"),
    Field("references", "See", hint="Framework ids, separated by spaces"),
)


def points_field(project: Project, node: str) -> Field:
    """The field for stated points, as they stand."""
    points = project.stated.get(node)
    return Field(POINTS.name, POINTS.label, "" if points is None else f"{points:g}", POINTS.hint)


def points_typed(project: Project, node: str, typed: Mapping[str, str]) -> list[Act]:
    """The stated weight that was typed, if any was."""
    if POINTS.name not in typed:
        return []
    return [commands.set_stated(project, node, points_read(project, node, typed[POINTS.name]))]


def points_read(project: Project, node: str, text: str) -> float | None:
    """Points as typed; a decimal comma is read, an empty text withdraws them."""
    said = text.strip().removesuffix("%").strip()
    if not said:
        return None
    try:
        return float(said.replace(",", ".") if said.count(",") == 1 and "." not in said else said)
    except ValueError:
        raise Refused(
            f"Weight of {project.label(node)} is {said[:40]!r}: enter a plain number of points, "
            "such as 12."
        ) from None
