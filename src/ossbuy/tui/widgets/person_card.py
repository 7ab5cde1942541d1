"""Everything about one person that is not private: the seat, what they told, how they work."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content

from ossbuy.model.project import Project
from ossbuy.model.trauma import Person
from ossbuy.tui.text import one_line, plain

if TYPE_CHECKING:
    from ossbuy.analysis.roster import Roster


def person_card(project: Project, person: Person, roster: Roster | None) -> Content:
    """The card; an answer nobody gave is left out, never shown as empty."""
    parts: list[Content] = []

    def say(label: str, text: str) -> None:
        if text:
            parts.append(Content.assemble(plain(f"{label}  ", "$text-muted"), plain(text)))

    seat = "daily user" if person.daily_user and person.seat != "daily user" else ""
    where = " · ".join(part for part in (person.role, person.seat, seat) if part)
    parts.append(one_line(where or "nobody has said what this person does", "$text-primary"))
    pains = roster.of(person.id).pains if roster else ()
    told = ", ".join(
        f"{project.label(p)} {project.pains[p].name}" for p in pains if p in project.pains
    )
    say("told", told or "nothing yet")
    spread = roster.of(person.id).spread if roster else None
    if spread is not None:
        say("severities given", f"{spread.words()} over {spread.count}")
    say("does", person.duties)
    say("is measured by", person.main_kpi)
    say("is helped by", person.how_helps)
    say("cannot do without", person.vital_process)
    say("because", person.vital_why)
    say("how often", person.vital_often)
    say("also does", person.other_processes)
    say("conflict", person.conflict)
    if not (person.duties or person.vital_process):
        parts.append(plain("Not asked about the work yet: i asks.", "$text-muted"))
    return Content("\n").join(parts)
