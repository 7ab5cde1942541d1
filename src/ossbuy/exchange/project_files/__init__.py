"""Everything a person may type, as readable files in one directory (docs/project-files.md)."""

from ossbuy.exchange.project_files.read import (
    Entry,
    Forecast,
    ProjectFiles,
    read_model,
    read_project_files,
)
from ossbuy.exchange.project_files.write import write_project_files

__all__ = [
    "Entry",
    "Forecast",
    "ProjectFiles",
    "read_model",
    "read_project_files",
    "write_project_files",
]
