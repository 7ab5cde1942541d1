"""Many requirements at once: every pasted line or row becomes one, under a section."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual.content import Content

from ossbuy.exchange.pasted_requirements import read_pasted_requirements
from ossbuy.procedure.take_requirements import TakingRequirements, taking_requirements
from ossbuy.tui.modals.pasting import Pasting, Taking
from ossbuy.tui.text import cut, one_line, plain

if TYPE_CHECKING:
    from ossbuy.model.project import Project


class TakeRequirements(Pasting):
    """A box to paste into, and beside it what the lines become."""

    ONE = "requirement"
    ASKED = (
        "Paste here: one requirement a line, with its id in front (C1.2 The system shall …) or "
        "without; lines that wrap go on.",
        "From a sheet, copy the cells: id, text, section, or put a row of headers first: id, "
        "text, section, title, gate, priority, verification, threshold, references, KPI.",
        "C4.7 goes under section C4; what names no section goes where the cursor stood.",
    )
    HELP = (
        "Paste lines or cells: every line becomes a requirement. It goes under the section its "
        "cell names, else the one its id is numbered under, else the one where the cursor stood; "
        "sections that are not there are made. What is there already, by id or by text, is named "
        "and left out, and so is a cell that cannot be read. **Ctrl+S** records all of them as "
        "one act, **Esc** leaves."
    )

    def __init__(self, section: str = "") -> None:
        super().__init__()
        self._section = section

    def taking(self, project: Project, text: str) -> TakingRequirements:
        """The requirements a text would become."""
        return taking_requirements(project, read_pasted_requirements(text), self._section)

    def rows(self, found: Taking) -> Sequence[Content]:
        """Each requirement; sections that would be made first."""
        assert isinstance(found, TakingRequirements)
        return [
            cut(
                Content.assemble(
                    one_line(row.code, "$text-primary"),
                    " ",
                    plain(f"new {row.section} ", "$text-accent")
                    if row.section in found.made
                    else "",
                    one_line(row.text),
                ),
                200,
            )
            for row in found.rows
        ]
