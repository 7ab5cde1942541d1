"""Sections and requirements as rows of a listing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from textual.content import Content

from ossbuy.model.project import Project
from ossbuy.model.requirement import Requirement, Section
from ossbuy.tui.covering import asked_by, excused, pools, weight_line
from ossbuy.tui.naming import coded
from ossbuy.tui.text import one_line, plain
from ossbuy.tui.widgets.bar import bar
from ossbuy.tui.widgets.listing import Column, Row

if TYPE_CHECKING:
    from ossbuy.analysis.evaluation import Evaluation
    from ossbuy.phrasing.hit import Hit

SECTIONS = (Column("section", 10, flexible=True), Column("weighs", 7, "right"))
ITEMS = (
    Column("requirement", 10, flexible=True),
    Column("wanted", 6, least=52),
    Column("weighs", 7, "right"),
    Column("", 6, least=64),
    Column("asked by", 9, least=44),
)


def section_tree(project: Project) -> Iterator[tuple[Section, int]]:
    """Every section with its depth, parents before children."""

    def below(parent: str, deep: int) -> Iterator[tuple[Section, int]]:
        for section in project.sections.values():
            if section.parent == parent and deep < 32:
                yield section, deep
                yield from below(section.id, deep + 1)

    return below("", 0)


def section_row(
    project: Project, section: Section, deep: int, evaluation: Evaluation | None
) -> Row:
    line = weight_line(evaluation, section.id)
    name = Content.assemble("  " * deep, coded(section.code, section.title))
    return Row(section.id, (name, plain("…" if line is None else f"{100 * line.blended:.1f} %")))


def requirement_row(
    project: Project,
    r: Requirement,
    weight: float | None,
    most: float,
    hits: Sequence[Hit] | None = None,
) -> Row:
    """A requirement: ■ for a gate, ▲ where its wording is questionable, weight, who asks."""
    asked = [project.label(source) for source in asked_by(project, r.id)]
    if asked:
        more = f" +{len(asked) - 2}" if len(asked) > 2 else ""
        cover = one_line(" ".join(asked[:2]) + more)
    elif why := excused(r) or ("hygiene" if pools(project, r.id) else ""):
        cover = plain(why, "$text-muted")
    else:
        cover = plain("▲ nobody", "$text-warning")
    return Row(
        r.id,
        (
            Content.assemble(
                plain("■" if r.gate else " "),
                plain("▲" if hits else " ", "$text-warning"),
                coded(r.code, r.label),
            ),
            plain(str(r.priority or "—")),
            plain("…" if weight is None else f"{100 * weight:.2f} %"),
            bar(weight or 0, most, 6),
            cover,
        ),
    )


def hint(project: Project, rows: Sequence[Row], advice: str) -> Content:
    """What stands below the list: advice, what the marks mean, or how to begin."""
    if advice:
        return plain(advice, "$text-warning")
    if rows:
        return plain("■ gate  ▲ before the id: wording  weighs: of quality")
    if project.sections:
        return plain("Nothing stands here yet: press n to write the first requirement.")
    return plain(
        "Press N to name the first section, then n to write a requirement in it; i takes both "
        "from the library, t from a file of any shape."
    )
