"""Bids for tests: a pack opened in a file of a vendor's own."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from ossbuy.exchange.bidding.filled import filled
from ossbuy.exchange.bidding.pack_in import read_pack
from ossbuy.exchange.intake import read_values
from ossbuy.exchange.pack import Pack, write_answers
from ossbuy.model.project import Project
from ossbuy.procedure.bidding.assessing import Opened, open_request
from ossbuy.store.workspace import Workspace
from packs import pack


def workbook(said: Pack, answers: Any = None, about: Any = None) -> bytes:
    """A pack's answers workbook, filled or not."""
    return write_answers(said, filled(answers or {}, about or {}))


def opened(
    workspace: Workspace, said: Pack | None = None, brief: Project | None = None, **more: Any
) -> Opened:
    """Open a pack in a vendor's file."""
    content = workbook(said or pack(), more.get("answers"), more.get("about"))
    read = read_pack(read_values(content, "pack.xlsx"))
    return open_request(workspace, read, "pack.xlsx", content, more.get("name", ""), brief)


def bid(said: Pack | None = None, path: Path | None = None, **more: Any) -> Workspace:
    """A bid in memory, or in a file, with a pack opened in it."""
    workspace = (
        Workspace.in_memory("jo", "vendor")
        if path is None
        else Workspace.create(path, "jo", "vendor")
    )
    opened(workspace, said, **more)
    return workspace
