"""Many pains at once: every pasted line or row becomes one, to be completed later."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual.content import Content

from ossbuy.exchange.pasted import read_pasted
from ossbuy.procedure.take import Taking as TakingPains
from ossbuy.procedure.take import taking
from ossbuy.tui.modals.pasting import Pasting, Taking
from ossbuy.tui.numbers import count, money
from ossbuy.tui.text import cut, one_line

if TYPE_CHECKING:
    from ossbuy.model.project import Project
    from ossbuy.model.trauma import Pain


class TakePains(Pasting):
    """A box to paste into, and beside it what the lines become."""

    ONE = "pain"
    ASKED = (
        "Paste here: one pain a line, as it was said. Bullets and numbers in front fall away.",
        "From a sheet, copy the cells: name, their words, said by, severity, cost a year,",
        "or put a row of headers first.",
    )
    HELP = (
        "Paste the text of a whiteboard photo or cells from a sheet: every line becomes a pain "
        "with an id of its own, to be completed later. What is said twice or told already is "
        "named and left out; what cannot be a field stays in the pain's words. **Ctrl+S** records "
        "all of them as one act, **Esc** leaves."
    )

    def taking(self, project: Project, text: str) -> TakingPains:
        """The pains a text would become."""
        return taking(project, read_pasted(text))

    def rows(self, found: Taking) -> Sequence[Content]:
        """Each pain with what is known of it."""
        assert isinstance(found, TakingPains)
        return [self._row(pain) for pain in found.pains]

    def taken(self, number: int) -> str:
        """What is said once they are recorded."""
        said = count(number, "pain")
        return f"{said} taken in. Press i to go from one to the next and complete it."

    def _row(self, pain: Pain) -> Content:
        project = self.ossbuy.project
        more = []
        if person := project.people.get(pain.voice):
            more.append(person.label)
        if pain.severity is not None:
            more.append(f"severity {pain.severity}")
        if pain.cost_likely is not None:
            more.append(money(project, pain.cost_likely))
        if pain.statement:
            more.append(f"“{pain.statement}”")
        tail = one_line(" · ".join(more), "$text-muted")
        head = one_line(f"{pain.code} ", "$text-primary")
        row = Content.assemble(head, " ", one_line(pain.name), "  " if more else "", tail)
        return cut(row, 200)
