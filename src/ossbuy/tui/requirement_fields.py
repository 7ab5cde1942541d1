"""The forms of a section and a requirement: what may be said, in parts, and what it means."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from ossbuy.exchange.frameworks import reference_name, units
from ossbuy.model import commands
from ossbuy.model.events import Act, Refused
from ossbuy.model.project import Project
from ossbuy.model.requirement import VERIFICATION
from ossbuy.tui.editing import fields_for
from ossbuy.tui.modals.form import Field

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ossbuy.model.requirement import Requirement, Section

LETTERS: Final = " · ".join(f"{letter} {word}" for letter, word in VERIFICATION.items())
GATE: Final = {
    "yes": "A gate: who fails it is out, whatever else is good. Few tenders need more than a few",
    "no": "No gate: it is weighed with the others",
}
PRIORITY: Final = {
    "must": "must: without it nobody buys. If it ends the talks, make it a gate as well",
    "should": "should: it is missed, but one can live without it for a while",
    "could": "could: welcome if it costs nothing",
}
RISK: Final = {
    "yes": "Asked for because of a risk somebody fears; no pain needs to ask for it",
}
LAYERS: Final = {
    "1": "1 operations: our own work becomes easier",
    "2": "2 revenue: a link to money earned can be shown",
    "3": "3 the end customer: spending with us becomes easier, by choice",
}
SECTION: Final = (
    Field("title", "Title", hint="A few words"),
    Field("parent", "Under", hint="Id of the section above, empty at the top:"),
    Field("code", "Id", hint="Short and your own, such as C9; left empty it is numbered for you"),
)
REQUIREMENT: Final = (
    Field("title", "Title", hint="Two to five words for the lists", part="What it shall do"),
    Field("text", "Text", hint="One thing the system shall do", lines=3),
    Field("section", "Section", hint="Id of the section it stands under:"),
    Field(
        "threshold",
        "Met when",
        hint="With number, unit and data set",
        lines=2,
        part="How it is shown",
    ),
    Field("verification", "Shown by", hint=LETTERS),
    Field("gate", "Gate", hint="yes or no: pass or fail, outside the sum", choices=("yes", "no")),
    Field(
        "priority",
        "Wanted",
        hint="must, should or could; it never becomes a weight",
        choices=("must", "should", "could"),
        part="How much it is wanted",
    ),
    Field("risk", "For a risk", hint="yes if it is asked for because of a feared risk"),
    Field("kpi", "Measured by", hint="What is measured after go-live", part="What it shall heal"),
    Field("kpi_unit", "Unit", hint="Of the figures below:"),
    Field("kpi_baseline", "Today", hint="As it is now, a number or a range, in that unit"),
    Field("kpi_target", "Target", hint="As it shall be, a number or a range, in that unit"),
    Field("counter_kpi", "Watch with it", hint="So that it is not improved by hiding"),
    Field("layer", "Value layer", hint=" · ".join(LAYERS.values()), part="Where it sits"),
    Field("unique", "Only ours", hint="function or data; empty if others need it too"),
    Field("references", "See", hint="Open API and component ids, separated by spaces: TMF639"),
    Field("code", "Id", hint="Short and your own, such as C4.7; left empty it is numbered for you"),
)
POINTS: Final = (
    ("points", "stated", "Stated points", "Weight among its siblings; empty is not stated"),
    (
        "hygiene_points",
        "hygiene",
        "Hygiene points",
        "Its part of the pool for what nobody feels until it fails; empty is none",
    ),
)
"""Field, family of facts, label and hint of what is said about a node's weight."""
SAID: Final = {"stated": "Weight", "hygiene": "Hygiene share"}
"""What the points of a family are called when something is wrong with them."""


def section_fields(project: Project, section: Section | None) -> list[Field]:
    """The fields of a section as it stands, or of a new one."""
    fields = fields_for(project, section, SECTION, _choices(project))
    return [*fields, *(points_fields(project, section.id) if section else ())]


def requirement_fields(project: Project, requirement: Requirement | None) -> list[Field]:
    """The fields of a requirement as it stands, or of a new one."""
    explained: Mapping[str, Callable[[str], str]] = {
        "verification": letters_explained,
        "references": references_explained,
        "gate": _words(GATE),
        "priority": _words(PRIORITY),
        "risk": _words(RISK),
        "layer": _words(LAYERS),
        "kpi_unit": _words(units()),
    }
    layout = tuple(replace(f, explain=explained.get(f.name, f.explain)) for f in REQUIREMENT)
    fields = fields_for(project, requirement, layout, _choices(project))
    if requirement is None:
        return fields
    # Points are said beside how much it is wanted, so that nobody takes one for the other.
    place = next(i for i, f in enumerate(fields) if f.name == "kpi")
    return [*fields[:place], *points_fields(project, requirement.id), *fields[place:]]


def letters_explained(typed: str) -> str:
    """Letters of a requirement table in words while they are typed."""
    letters = typed.upper().replace(",", " ").split()
    if not letters:
        return ""
    unknown = [letter for letter in letters if letter not in VERIFICATION]
    if unknown:
        return f"{unknown[0]} is none of the letters: {LETTERS}"
    return " · ".join(f"{letter} {VERIFICATION[letter]}" for letter in dict.fromkeys(letters))


def references_explained(typed: str) -> str:
    """What the ids typed are called."""
    named = [reference_name(word) for word in typed.upper().replace(",", " ").split()]
    return " · ".join(name for name in named if name)


def _words(meanings: Mapping[str, str]) -> Callable[[str], str]:
    return lambda typed: meanings.get(typed.casefold(), meanings.get(typed, ""))


def _choices(project: Project) -> Mapping[str, tuple[str, ...]]:
    codes = tuple(s.code for s in project.sections.values())
    return {"section": codes, "parent": codes, "kpi_unit": tuple(units())}


def points_fields(project: Project, node: str) -> list[Field]:
    """The fields for stated and hygiene points, as they stand."""
    fields = []
    for name, family, label, hint in POINTS:
        points = (project.stated if family == "stated" else project.hygiene).get(node)
        explain = _share_of_siblings(project, node) if family == "stated" else None
        said = "" if points is None else f"{points:g}"
        fields.append(Field(name, label, said, hint, explain=explain))
    return fields


def _share_of_siblings(project: Project, node: str) -> Callable[[str], str]:
    """What the points typed come to among the siblings, as they stand."""
    others = [project.stated.get(other, 0.0) for other in siblings(project, node) if other != node]

    def explain(typed: str) -> str:
        try:
            points = points_read(project, node, typed)
        except Refused:
            return ""
        if not points or points < 0:
            return ""
        share = 100 * points / (points + sum(others))
        return f"{share:.1f} % beside {sum(others):g} points of {len(others)} siblings"

    return explain


def siblings(project: Project, node: str) -> Iterable[str]:
    """Everything that shares the points of one parent with a section or requirement."""
    if node in project.sections:
        above = project.parent_of(node)
        inside = [r.id for r in project.under(above)] if above else []
        return [*(s for s in project.sections if project.parent_of(s) == above), *inside]
    above = project.requirements[node].section
    nested = [s for s in project.sections if project.parent_of(s) == above]
    return [*nested, *(r.id for r in project.under(above))]


def points_typed(project: Project, node: str, typed: Mapping[str, str]) -> list[Act]:
    """The stated and hygiene points that were typed, if any were."""
    set_points = {"stated": commands.set_stated, "hygiene": commands.set_hygiene}
    return [
        set_points[family](project, node, points_read(project, node, typed[name], SAID[family]))
        for name, family, _, _ in POINTS
        if name in typed
    ]


def points_read(project: Project, node: str, text: str, what: str = "Weight") -> float | None:
    """Points as typed; a decimal comma is read, an empty text withdraws them."""
    said = text.strip().removesuffix("%").strip()
    if not said:
        return None
    try:
        return float(said.replace(",", ".") if said.count(",") == 1 and "." not in said else said)
    except ValueError:
        raise Refused(
            f"{what} of {project.label(node)} is {said[:40]!r}: enter a plain number of points, "
            "such as 12."
        ) from None
