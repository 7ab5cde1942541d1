"""A bordered pane whose title says what it is and, after it, the live summary."""

from __future__ import annotations

from textual.containers import Vertical
from textual.content import Content

from ossbuy.tui.text import cut, one_line


class Pane(Vertical):
    """A pane; the border shows whether the focus is inside."""

    def __init__(self, name: str, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id, classes="pane")
        self._name, self.summary = name, ""

    def on_mount(self) -> None:
        """Draw the title."""
        self._entitle()

    def on_resize(self) -> None:
        """Fit the title to the new width."""
        self._entitle()

    def entitle(self, name: str, summary: str = "") -> None:
        """Say what the pane is, and what it comes to just now."""
        self._name, self.summary = name, summary
        self._entitle()

    def _entitle(self) -> None:
        name = one_line(self._name)
        said = Content.assemble(
            name, " ── " if self.summary else "", one_line(self.summary, "not bold $text-muted")
        )
        self.border_title = cut(said, max(4, self.size.width - 4))
