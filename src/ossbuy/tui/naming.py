"""A thing by its visible code and its words, as every list shows it; names for new files."""

from __future__ import annotations

import re
from pathlib import Path

from textual.content import Content

from ossbuy.model.project import Project
from ossbuy.model.requirement import Requirement
from ossbuy.tui.text import one_line


def coded(code: str, words: str, style: str = "") -> Content:
    """``C4.3 Rollback rehearsal``, the code in the colour of codes."""
    return Content.assemble(one_line(code, "$text-primary"), " ", one_line(words, style))


_WHO_SHALL = re.compile(
    r"^\s*(?:the|this|each|every|all|any)\s[^.;:,]{1,60}?\s(?:shall|must|should|will)\s+(?=\S{2})",
    re.I,
)


def asked_for(thing: Requirement) -> Content:
    """The code and what tells it apart: the title, or the text without *The system shall*."""
    return coded(thing.code, thing.title or _WHO_SHALL.sub("… ", thing.text[:300], count=1))


def words_of(project: Project, ident: str) -> str:
    """What a pain, cause, section, requirement or vendor is called, without its code."""
    for family, name in (
        (project.pains, "name"),
        (project.causes, "statement"),
        (project.sections, "title"),
        (project.requirements, "label"),
        (project.vendors, "label"),
    ):
        if ident in family:
            return str(getattr(family[ident], name))
    return ""


def slug(name: str, otherwise: str) -> str:
    """``Kestrel Fibre: inventory`` as the name of a file, ``kestrel-fibre-inventory``."""
    words = "".join(c if c.isalnum() else " " for c in name.lower()).split()
    return "-".join(words)[:60].strip("-") or otherwise


def free(path: Path) -> Path:
    """The path, numbered where something is there already."""
    place, number = path, 2
    while place.exists():
        place, number = path.with_name(f"{path.stem}-{number}{path.suffix}"), number + 1
    return place
