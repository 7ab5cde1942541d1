"""A vendor's own side: opening a request and looking at one's own bid."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from ossbuy.cli.assess_said import data, words
from ossbuy.cli.common import BIDDER, actor, is_project, json_option, open_project
from ossbuy.output import Progress, emit, emit_json, say

if TYPE_CHECKING:
    from ossbuy.model.project import Project
    from ossbuy.procedure.bidding.assessing import Opened
    from ossbuy.procedure.bidding.assessment import Assessment
    from ossbuy.store.workspace import Workspace


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--out", type=click.Path(path_type=Path), help="The file to keep the bid in.")
@click.option(
    "--into",
    type=click.Path(path_type=Path),
    help="An existing bid, for an addendum or another version of the pack.",
)
@click.option(
    "--brief",
    type=click.Path(path_type=Path),
    help="A copy the buyer made for you with 'ossbuy share --for vendor'.",
)
@click.option("--name", default="", help="Who bids: your company's name.")
@click.option("--sheet", "sheets", multiple=True, help="Of a spreadsheet, only this sheet.")
@click.option(
    "--between",
    multiple=True,
    metavar="SECTION=LOW..HIGH",
    help="What you think a section weighs, in percent: C6=20..40; may be repeated.",
)
@json_option
def assess_(
    file: Path,
    out: Path | None,
    into: Path | None,
    brief: Path | None,
    name: str,
    sheets: tuple[str, ...],
    between: tuple[str, ...],
    as_json: bool,
) -> None:
    """Open a request as a bidder, or look at a bid: gates, root causes, gaps, how it stands.

    FILE is the buyer's pack or any spreadsheet of requirements, a copy the buyer made for you, or
    your own bid.

    \b
    Example:  ossbuy assess kestrel-answers.xlsx --out kestrel-bid.ossbuy --name "Ductwise"
    """
    from ossbuy import config
    from ossbuy.procedure.bidding.assessment import Assessment

    if out is not None and into is not None:
        raise click.UsageError("Give --out for a new bid or --into for an existing one, not both.")
    if not file.exists():
        raise click.UsageError(f"{file}: the file does not exist; check the path.")
    if not file.is_dir() and is_project(file) and not _is_copy(file):
        with open_project(file, BIDDER) as workspace:
            if out or into or brief or name:
                raise click.UsageError(
                    f"{file.name} is a bid already: give a pack as FILE and the bid after --into."
                )
            project = workspace.project
            _tell(Assessment(project, _bounds(project, between)), workspace, as_json, file)
        return
    if into is not None and not file.is_dir() and is_project(file):
        _join(file, into, as_json)
        return
    from ossbuy.procedure.bidding.assessing import begin_bid, open_request, requested

    with Progress() as progress:
        progress.step("reading the request")
        if into is None:
            place = _named(out or Path(f"{file.stem or 'bid'}.ossbuy"))
            begun = begin_bid(file, place, actor(), name.strip(), brief, sheets)
            workspace, opened, remarks = begun.workspace, begun.opened, begun.remarks
        else:
            found, content, told = requested(file, actor(), brief, sheets)
            place, workspace = into, open_project(into, BIDDER)
            remarks = found.read.remarks
            try:
                opened = open_request(
                    workspace, found.read, file.name, content, name.strip(), told, found.origins
                )
            except BaseException:
                workspace.close()
                raise
        with workspace:
            config.remember(place)
            if not as_json:
                _tell_opened(opened, place, workspace, remarks)
            project = workspace.project
            _tell(Assessment(project, _bounds(project, between)), workspace, as_json, place)


def _bounds(project: Project, said: tuple[str, ...]) -> dict[str, tuple[float, float]]:
    """What the bidder thinks sections weigh, as shares by internal id."""
    tops = project.top_sections()
    found = {}
    for one in said:
        name, _, span = one.rpartition("=")
        wanted = name.strip().casefold()
        section = next((s for s in tops if wanted in (s.code.casefold(), s.title.casefold())), None)
        if section is None:
            known = ", ".join(f"{s.code} {s.title}" for s in tops[:8])
            raise click.UsageError(f"There is no section {name[:40]!r}; there are {known}.")
        low, dots, high = span.replace("%", "").partition("..")
        try:
            found[section.id] = (float(low) / 100, float(high if dots else low) / 100)
        except ValueError:
            raise click.UsageError(
                f"--between {one[:40]}: write a range in percent, such as {section.code}=20..40."
            ) from None
    return found


def _named(place: Path) -> Path:
    return place if place.suffix == ".ossbuy" else place.with_name(place.name + ".ossbuy")


def _is_copy(path: Path) -> bool:
    """Whether a project file is a copy that a buyer made for somebody."""
    from ossbuy.store.glance import glance

    return glance(path).shared


def _join(copy: Path, into: Path, as_json: bool) -> None:
    """Take a copy that the buyer made into a bid whose request is open already."""
    from ossbuy.procedure.bidding.assessing import read_copy
    from ossbuy.procedure.bidding.assessment import Assessment
    from ossbuy.procedure.bidding.sending import join_brief

    brief = read_copy(copy, actor())
    with open_project(into, BIDDER) as workspace:
        opened = join_brief(workspace, copy.name, brief)
        if not as_json:
            _tell_opened(opened, into, workspace, ())
        _tell(Assessment(workspace.project), workspace, as_json, into)


def _tell_opened(
    opened: Opened, place: Path, workspace: Workspace, remarks: tuple[str, ...]
) -> None:
    from ossbuy.procedure.bidding.assessment import codes

    project = workspace.project
    emit(f"{place}: {opened.asked} requirements; {workspace.seq} acts recorded.")
    if opened.filled:
        stood = "1 answer" if opened.filled == 1 else f"{opened.filled} answers"
        are = "is" if opened.filled == 1 else "are"
        emit(f"  {stood} stood in the file already and {are} taken over.")
    if opened.added:
        emit(f"  new: {codes(project, opened.added)}")
    if opened.reworded:
        emit(f"  reworded, your answer wants reading again: {codes(project, opened.reworded)}")
    if opened.removed:
        emit(f"  no longer asked: {', '.join(opened.removed)}")
    for remark in remarks:
        say(f"  {remark}")
    emit("")


def _tell(found: Assessment, workspace: Workspace, as_json: bool, place: Path) -> None:
    if as_json:
        emit_json(workspace.project.description.name, workspace.head, data(found))
        return
    emit("\n\n".join(part for part in words(found, place) if part))
