"""import --scored: an existing comparison matrix becomes a project and is answered at once."""

from __future__ import annotations

import re
import shutil
import sys
import textwrap
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from ossbuy.cli.common import actor, invoked, money, open_project
from ossbuy.output import Progress, emit, emit_json, rounded, table

if TYPE_CHECKING:
    from ossbuy.exchange.comparisons import Corrections
    from ossbuy.procedure.comparisons.compared import Answer
    from ossbuy.store.workspace import Workspace

F = TypeVar("F", bound=Callable[..., Any])

WIDE = 96
"""Columns of text where nobody looks at a terminal."""
FEW = 2
"""Of each kind of thing, how many are printed; --json has all."""

_OPTIONS = (
    click.option("--scored", is_flag=True, help="The file compares vendors by scores: answer it."),
    click.option("--criteria", default="", metavar="B", help="Scored: column of the criteria."),
    click.option("--weights", default="", metavar="C", help="Scored: column of weights, or none."),
    click.option(
        "--vendors", default="", metavar="D:H", help="Scored: columns of scores, or vendors' names."
    ),
    click.option(
        "--scale", default="", metavar="0-10", help="Scored: worst and best end of scores."
    ),
    click.option(
        "--best",
        type=click.Choice(["high", "low"]),
        help="Scored: which end of the scale is best.",
    ),
    click.option(
        "--price-row", "price_rows", type=int, multiple=True, metavar="N", help="Scored: is money."
    ),
    click.option(
        "--leave-out", type=int, multiple=True, metavar="N", help="Scored: a row that is none."
    ),
    click.option(
        "--turned/--upright", default=None, help="Scored: vendors are rows, criteria columns."
    ),
    click.option("--currency", default="", metavar="CODE", help="Scored: of the prices."),
    click.option(
        "--grade",
        "grades",
        multiple=True,
        metavar="WORD=PERCENT",
        help="Scored: what a grade in words counts for.",
    ),
)


def scored_options(function: F) -> F:
    """The options of ``import --scored``."""
    for option in reversed(_OPTIONS):
        function = option(function)
    return function


def said_of_scored(told: Mapping[str, Any]) -> str:
    """The first option that goes with --scored alone; empty where none was given."""
    return next((name for name, value in told.items() if value not in (None, "", ())), "")


def import_scored(
    file: Path,
    project: Path | None,
    sheets: tuple[str, ...],
    headers: tuple[str, ...],
    dry_run: bool,
    as_json: bool,
    reason: str = "",
    **said: Any,
) -> None:
    """Take in a matrix, and print what follows from it."""
    from ossbuy.cli.scored_data import as_data
    from ossbuy.procedure.comparisons.compared import answer
    from ossbuy.procedure.comparisons.comparing import (
        begin_from,
        free_path,
        read_comparison,
        take_comparison,
    )
    from ossbuy.store.workspace import Workspace

    told = _told(sheets, headers, said)
    with Progress() as progress:
        progress.step(f"reading {file.name}")
        kept = read_comparison(file, told)
        target = project
        if dry_run:
            workspace = Workspace.in_memory(actor())
            take_comparison(workspace, kept, reason)
        elif project is not None and project.exists():
            workspace = open_project(project)
            take_comparison(workspace, kept, reason)
        else:
            target = project or free_path(file)
            if target.suffix != ".ossbuy":
                target = target.with_name(f"{target.name}.ossbuy")
            workspace = begin_from(target, actor(), kept, reason)
            from ossbuy import config

            config.remember(target)
        with workspace:
            progress.step("testing how firm the result is")
            found = answer(workspace, kept.comparison, progress.part)
            if as_json:
                name = workspace.project.description.name or kept.comparison.name
                data = as_data(found, kept, None if dry_run else target)
                emit_json(name, workspace.head, rounded(data))
                return
            lines = _lines(found, workspace, None if dry_run else target)
    emit("\n".join(lines))


def _told(
    sheets: tuple[str, ...], headers: tuple[str, ...], said: Mapping[str, Any]
) -> Corrections:
    from ossbuy.exchange.comparisons import Corrections
    from ossbuy.procedure.comparisons.compared_words import currency_said, scale_said

    if len(sheets) > 1 or len(headers) > 1:
        raise click.UsageError("With --scored, name one --sheet and one --header at most.")
    header = "".join(headers).strip()
    if header and not re.fullmatch(r"[1-9]\d{0,5}", header):
        raise click.UsageError(f"--header is {header[:40]!r}: with --scored, a row such as 5.")
    try:
        scale = scale_said(said["scale"], "--scale") if said["scale"] else None
        currency = currency_said(said["currency"], "--currency")
    except ValueError as no:
        raise click.UsageError(str(no)) from None
    grades = []
    for one in said["grades"]:
        word, _, percent = one.rpartition("=")
        if not word.strip() or not re.fullmatch(r"\s*\d{1,3}(\.\d+)?\s*%?\s*", percent):
            raise click.UsageError(f"--grade is {one[:40]!r}: write it as WORD=75.")
        share = float(percent.strip().rstrip("%")) / 100
        if share > 1:
            raise click.UsageError(f"--grade {one[:40]!r} is above 100 %: write at most 100.")
        grades.append((word.strip(), share))
    return Corrections(
        sheet="".join(sheets),
        header=int(header or 0),
        criteria=said["criteria"],
        weights=said["weights"],
        vendors=said["vendors"],
        scale=scale,
        best=said["best"] or "",
        prices=tuple(said["price_rows"]),
        leave_out=tuple(said["leave_out"]),
        across=said["turned"],
        currency=currency,
        grades=tuple(grades),
    )


def _lines(found: Answer, workspace: Workspace, target: Path | None) -> list[str]:
    """The answer for a screen, the decision first."""
    from ossbuy.procedure.comparisons.compared_words import answer_words, ranked

    project = workspace.project
    width = min(shutil.get_terminal_size((WIDE, 24)).columns, 110) if sys.stdout.isatty() else WIDE
    priced = any(s.cost is not None for s in found.evaluation.standings)
    headers = ["", "vendor", "total", "quality", *(["price", "cost"] if priced else [])]
    rows = [
        row + ([points, money(cost, project.description.currency)] if priced else [])
        for row, points, cost in ranked(found)
    ]
    lines = [found.comparison.place, ""]
    lines += table(headers, rows, right=(0, 2, 3, 4, 5)[: 5 if priced else 3]).split("\n")
    lines.append("")
    for label, text in answer_words(found, FEW):
        lines += _hung(label, text, width)
    if target is None:
        lines += _hung("Recorded", "nothing; leave out --dry-run to make a project of it.", width)
        return lines
    more = (
        f"; {invoked()} check {target} lists {found.others} more findings" if found.others else ""
    )
    lines += _hung("Next", f"{invoked()} open {target}{more}.", width)
    return lines


def _hung(label: str, text: str, width: int) -> list[str]:
    # A number stays with its unit, a place with its name.
    together = re.sub(r"(?<=\d) (?=%)|(?<=\(cell) | (?=…)", "\N{NO-BREAK SPACE}", text)
    lines = textwrap.wrap(
        together,
        width,
        initial_indent=f"{label:<11}",
        subsequent_indent=" " * 11,
        break_long_words=False,
        break_on_hyphens=False,
    )
    return [line.replace("\N{NO-BREAK SPACE}", " ") for line in lines]
