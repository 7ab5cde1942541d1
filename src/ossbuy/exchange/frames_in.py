"""What was read from other people's files, and what came back from vendors, as DataFrames."""

from __future__ import annotations

import pandas as pd

from ossbuy.exchange.matrices import Proposal
from ossbuy.exchange.matrices.values import ROLES
from ossbuy.model.project import Project


def columns(proposal: Proposal) -> pd.DataFrame:
    """One row per column: ``holds`` is in words, ``role`` the key that corrections take."""
    return pd.DataFrame(
        [
            {
                "sheet": sheet.name,
                "column": column.letter,
                "header": column.header,
                "role": column.role,
                "holds": ROLES[column.role],
                "why": column.why,
                "filled": column.filled,
            }
            for sheet in proposal.sheets
            for table in sheet.tables[:1]
            for column in table.columns
        ],
        columns=["sheet", "column", "header", "role", "holds", "why", "filled"],
    )


def rows(proposal: Proposal) -> pd.DataFrame:
    """One row per row that is not blank; ``taken`` says whether its sheet would be taken."""
    found = []
    for sheet in proposal.sheets:
        for line in sheet.lines:
            asked = line.asked
            found.append(
                {
                    "sheet": sheet.name,
                    "row": line.row,
                    "becomes": line.becomes,
                    "why": line.why,
                    "taken": sheet.take,
                    "id": asked.code if asked else None,
                    "section": asked.path[-1].title or asked.path[-1].code
                    if asked and asked.path
                    else None,
                    "text": asked.text if asked else line.text,
                    "priority": (asked.priority or None) if asked else None,
                    "gate": asked.gate if asked else None,
                }
            )
    names = ("sheet", "row", "becomes", "why", "taken", "id", "section", "text", "priority", "gate")
    return pd.DataFrame(found, columns=list(names))


def files(project: Project) -> pd.DataFrame:
    """One row per file received, oldest first; sealed files say nothing of what is in them."""
    found = sorted(project.files.values(), key=lambda file: file.received_at)
    return pd.DataFrame(
        [
            {
                "vendor": project.label(file.vendor),
                "contents": file.contents,
                "file": file.filename,
                "received_at": file.received_at,
                "late": file.late,
                "answered": file.answered,
                "asked": file.asked,
                "opened": file.id in project.unsealed,
                "withdrawn": file.id in project.withdrawn,
                "drift": len(told.items) if (told := project.drifts.get(file.id)) else None,
                "sha256": file.sha256,
            }
            for file in found
        ]
    )


def drift(project: Project) -> pd.DataFrame:
    """One row per thing in an opened file that is not as it went out, or was not taken."""
    names = ("vendor", "file", "kind", "where", "requirement", "said", "taken_as", "what")
    found = [
        {
            "vendor": project.label(project.files[ident].vendor),
            "file": project.files[ident].filename,
            "kind": item.kind,
            "where": item.where,
            "requirement": project.label(item.requirement) if item.requirement else None,
            "said": item.said,
            "taken_as": item.taken_as,
            "what": item.what,
        }
        for ident, told in project.drifts.items()
        if ident in project.files
        for item in told.items
    ]
    return pd.DataFrame(found, columns=list(names))
