"""How far a stage is, as glyph, word and colour."""

from __future__ import annotations

from enum import Enum


class Mark(Enum):
    """How far a stage is: glyph, word and colour together, never colour alone."""

    DONE = ("✔", "done", "$text-success")
    FINDINGS = ("▲", "findings", "$text-warning")
    LOCKED = ("■", "locked", "$text-primary")
    PARTLY = ("◐", "partly", "$text-warning")
    NOT_BEGUN = ("○", "not begun", "$text-muted")

    @property
    def glyph(self) -> str:
        """One character."""
        return self.value[0]

    @property
    def word(self) -> str:
        """What the glyph means."""
        return self.value[1]

    @property
    def style(self) -> str:
        """Colour token."""
        return self.value[2]
