"""Anybody's spreadsheet in a notebook: what it would become, with no project and no new file."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from ossbuy import config, locations
from ossbuy.exchange import frames_in
from ossbuy.exchange.comparisons import Comparison
from ossbuy.exchange.comparisons import Corrections as ComparisonCorrections
from ossbuy.exchange.matrices import Corrections, Proposal
from ossbuy.procedure.comparisons.comparing import name_of, read_comparison, take_comparison
from ossbuy.procedure.files.build import begin
from ossbuy.procedure.files.load import Loaded
from ossbuy.procedure.findings.case import AS_SCORED
from ossbuy.procedure.matrices.importing import open_source
from ossbuy.procedure.matrices.importing import propose_import as _propose
from ossbuy.procedure.matrices.remembering import known_mappings
from ossbuy.store.workspace import Workspace

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True)
class Matrix:
    """A requirement matrix as it was recognised; nothing is recorded anywhere."""

    proposal: Proposal

    @property
    def columns(self) -> pd.DataFrame:
        """One row per column of every sheet: its header, what it holds and why."""
        return frames_in.columns(self.proposal)

    @property
    def rows(self) -> pd.DataFrame:
        """One row per row that is not blank: what becomes of it, and why."""
        return frames_in.rows(self.proposal)

    @cached_property
    def requirements(self) -> pd.DataFrame:
        """The rows that would be requirements on sheets that would be taken."""
        rows = self.rows
        taken = rows[(rows["becomes"] == "requirement") & rows["taken"]]
        return taken.drop(columns=["becomes", "why", "taken"]).reset_index(drop=True)


@dataclass(frozen=True)
class Compared(Loaded):
    """A comparison matrix as a project that exists in memory only."""

    comparison: Comparison
    """What was understood of the sheet, with every column and row that was not taken."""


def read_matrix(path: str | Path, corrections: Corrections | None = None) -> Matrix:
    """Recognise anybody's requirement matrix: a workbook, CSV, or the tables of a document.

    Corrections remembered from earlier imports count, as they do for ``ossbuy import``.

    Raises:
        BadFile: it cannot be read, or a correction names what is not there.
    """
    from ossbuy.model.project import Project

    source = open_source(Path(path))
    return Matrix(_propose(Project(), source, corrections, known_mappings()).proposal)


def compare(path: str | Path, corrections: ComparisonCorrections | None = None) -> Compared:
    """Read an existing comparison of vendors and answer it: ranking, firmness, findings.

    Raises:
        BadFile: it cannot be read, or holds no comparison of vendors.
    """
    kept = read_comparison(Path(path), corrections)
    workspace = Workspace.in_memory(config.actor())
    model = locations.templates() / "evaluation" / f"{AS_SCORED}.yaml"
    begin(workspace, name_of(kept.comparison), kept.comparison.currency, model)
    take_comparison(workspace, kept)
    return Compared(workspace.project, workspace.head, kept.comparison)
