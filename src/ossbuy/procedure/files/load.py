"""A project in a notebook: what is true, what follows, and its tables as DataFrames."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from ossbuy import config
from ossbuy.analysis.evaluate import evaluate
from ossbuy.analysis.evaluation import Evaluation
from ossbuy.analysis.matrix import matrix
from ossbuy.analysis.robustness.cockpit import NotAvailable, Robustness, robustness
from ossbuy.exchange import frames, frames_in
from ossbuy.model.events import Refused
from ossbuy.model.findings import Finding
from ossbuy.model.project import Project
from ossbuy.procedure.findings import findings
from ossbuy.store.workspace import Workspace

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True)
class Loaded:
    """A project file as read at one moment; nothing here writes to it."""

    project: Project
    head: str
    """Hash of the last event read."""

    @cached_property
    def evaluation(self) -> Evaluation:
        """Trauma, weights, scores, totals and ranking."""
        return evaluate(matrix(self.project))

    @cached_property
    def robustness(self) -> Robustness | NotAvailable:
        """How firm the ranking is, with the seed and draws of the project's evaluation model."""
        return robustness(self.evaluation)

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What `ossbuy check` lists, without what only the history shows."""
        return findings(self.project, self.evaluation)

    @property
    def pains(self) -> pd.DataFrame:
        """One row per pain."""
        return frames.pains(self.project, self.evaluation)

    @property
    def requirements(self) -> pd.DataFrame:
        """One row per requirement, with its weights."""
        return frames.requirements(self.project, self.evaluation)

    @property
    def answers(self) -> pd.DataFrame:
        """One row per vendor and requirement."""
        return frames.answers(self.project, self.evaluation)

    @property
    def prices(self) -> pd.DataFrame:
        """One row per priced line and year."""
        return frames.prices(self.project)

    @property
    def files(self) -> pd.DataFrame:
        """One row per file received."""
        return frames_in.files(self.project)

    @property
    def drift(self) -> pd.DataFrame:
        """One row per thing in an opened file that is not as it went out, or was not taken."""
        return frames_in.drift(self.project)

    @property
    def sections(self) -> pd.DataFrame:
        """Sections down, weights and vendors' scores across."""
        return frames.sections(self.project, self.evaluation)

    @property
    def values(self) -> pd.DataFrame:
        """One row per value case: what it puts at risk a year, and whether it counts."""
        return frames.values(self.project, self.evaluation)

    @property
    def people(self) -> pd.DataFrame:
        """One row per person, with what they told."""
        return frames.people(self.project, self.evaluation)

    @property
    def ranking(self) -> pd.DataFrame:
        """One row per vendor in rank order."""
        return frames.ranking(self.evaluation)


def load(path: str | Path, at: int | None = None) -> Loaded:
    """Read a project file, as it is or as it stood after act number ``at``.

    Raises:
        StoreError: the file cannot be read; one sentence says why.
        Refused: there is no such act.
    """
    with Workspace.open(Path(path), config.actor()) as workspace:
        if at is None:
            return Loaded(workspace.project, workspace.head)
        if not 1 <= at <= workspace.seq:
            raise Refused(f"There is no act {at}: the last one is {workspace.seq}.")
        return Loaded(workspace.at(at), workspace.journal.event(at).hash)
