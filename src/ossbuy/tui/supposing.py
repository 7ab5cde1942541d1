"""The project as it would be if some facts were true; nothing is recorded (decision 10)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from ossbuy.model.events import Fact
from ossbuy.model.project import Project

if TYPE_CHECKING:
    from ossbuy.store.workspace import Workspace


class Supposing:
    """A draft beside the record, so that each key press rebuilds only what it touches."""

    def __init__(self, workspace: Workspace) -> None:
        self.head = workspace.head
        self._draft = workspace.draft()
        self._recorded = dict(self._draft.values)
        self._supposed: set[tuple[str, str]] = set()

    def project(self, facts: Sequence[Fact]) -> Project:
        """The record with these facts on top; facts supposed before and no longer fall away."""
        now = {fact.address for fact in facts}
        self._draft.apply(
            Fact(key, self._recorded.get((key, round_)), round_)
            for key, round_ in self._supposed - now
        )
        self._draft.apply(facts)
        self._supposed = now
        return self._draft.freeze()
