"""The why-tree and the Pareto as rows: why it hurts, and what carries most of it."""

from __future__ import annotations

from collections.abc import Iterator

from textual.content import Content

from ossbuy.model.project import Project
from ossbuy.model.trauma import Cause
from ossbuy.tui.numbers import percent
from ossbuy.tui.text import one_line, plain
from ossbuy.tui.widgets.bar import bar
from ossbuy.tui.widgets.listing import Row

UNEXPLAINED = "?"
"""Stands for the part of a pain or cause that nobody has explained."""
FIXABLE = {
    "yes": ("✔", "$text-success"),
    "part": ("◐", "$text-warning"),
    "no": ("✖", "$text-error"),
}


def why_tree(project: Project) -> Iterator[tuple[str, int, str, float | None]]:
    """(path, depth, id, share) of every pain and what lies under it; ``?`` is unexplained."""

    def below(node: str, path: str, depth: int) -> Iterator[tuple[str, int, str, float | None]]:
        found = sorted(
            ((s, c) for (c, e), s in project.contributions.items() if e == node),
            key=lambda edge: (-edge[0], project.label(edge[1])),
        )
        for share, cause in found:
            yield f"{path}/{cause}", depth, cause, share
            yield from below(cause, f"{path}/{cause}", depth + 1)
        left = 1 - sum(share for share, _ in found)
        if left > 1e-9 and (found or depth == 1):
            yield f"{path}/{UNEXPLAINED}", depth, UNEXPLAINED, left

    for pain in project.pains:
        yield pain, 0, pain, None
        yield from below(pain, pain, 1)


def _fixable(cause: Cause) -> Content:
    glyph, style = FIXABLE.get(cause.fixable, ("·", "$text-muted"))
    return plain(f"{glyph} {cause.fixable or 'not said'}", style)


def tree_row(project: Project, path: str, depth: int, ident: str, share: float | None) -> Row:
    """One line of the tree, indented as deep as the question why was asked."""
    lead = "   " * (depth - 1) + "└─ " if depth else ""
    fix = Content("")
    if pain := project.pains.get(ident):
        name = Content.assemble(
            plain(f"{pain.code} ", "bold $text-primary"), one_line(pain.name, "bold")
        )
    elif cause := project.causes.get(ident):
        name = Content.assemble(
            plain(f"{lead}{cause.code} ", "$text-primary"), one_line(cause.statement)
        )
        fix = _fixable(cause)
    else:
        name = plain(f"{lead}unexplained", "$text-warning")
    return Row(path, (name, plain("" if share is None else percent(share)), fix))


def pareto_row(
    ident: str,
    name: Content,
    carried: float,
    ends: float,
    most: float,
    running: float,
    total: float,
) -> Row:
    """One line of the Pareto: what a cause carries, what ends there, and the running sum."""
    return Row(
        ident,
        (
            name,
            plain(f"{carried:.1f}", "$text-muted"),
            plain(f"{ends:.1f}"),
            bar(ends, most, 10),
            plain(percent(running / total) if total else "", "$text-muted"),
        ),
    )
